// Turns the plain list of pictures into one that is searched and shows what it offers.

const $ = window.django.jQuery;

function address(pattern, key) {
  return pattern.replace("/0/", `/${encodeURIComponent(key)}/`);
}

function option(pattern) {
  return (entry) => {
    if (!entry.id) return entry.text;
    const line = document.createElement("span");
    line.className = "image-chooser__option";
    const picture = new Image(40, 40);
    picture.src = address(pattern, entry.id);
    picture.alt = "";
    picture.loading = "lazy";
    line.append(picture, entry.text);
    return $(line);
  };
}

function attach(root) {
  const select = root.querySelector("select");
  const preview = root.querySelector(".image-chooser__preview");
  if (!select || select.name.includes("__prefix__") || root.dataset.attached) return;
  root.dataset.attached = "yes";
  const pattern = root.dataset.preview;

  const show = () => {
    preview.hidden = !select.value;
    if (select.value) preview.src = address(pattern, select.value);
    else preview.removeAttribute("src");
  };
  preview.addEventListener("error", () => { preview.hidden = true; });

  const { appLabel, modelName, fieldName } = select.dataset;
  $(select).select2({
    ajax: {
      data: ({ term, page }) => ({
        term, page, app_label: appLabel, model_name: modelName, field_name: fieldName,
      }),
    },
    templateResult: option(pattern),
  });
  $(select).on("change", show);
}

function attachAll(root) {
  for (const found of root.querySelectorAll("[data-behaviour~=image-chooser]")) attach(found);
}

attachAll(document);
document.addEventListener("formset:added", (event) => attachAll(event.target));
