// Makes the plain list of images searchable, with previews.

const $ = window.django.jQuery;

function previewUrl(pattern, key) {
  return pattern.replace("/0/", `/${encodeURIComponent(key)}/`);
}

function optionTemplate(pattern) {
  return (entry) => {
    if (!entry.id) return entry.text;
    const line = document.createElement("span");
    line.className = "image-chooser__option";
    const picture = new Image(40, 40);
    picture.src = previewUrl(pattern, entry.id);
    picture.alt = "";
    picture.loading = "lazy";
    line.append(picture, entry.text);
    return $(line);
  };
}

function attach(select) {
  const preview = select.previousElementSibling;
  if (select.name.includes("__prefix__") || select.dataset.attached) return;
  select.dataset.attached = "yes";
  const { appLabel, modelName, fieldName, preview: pattern } = select.dataset;

  preview.addEventListener("error", () => { preview.hidden = true; });
  $(select).on("change", () => {
    preview.hidden = !select.value;
    if (select.value) preview.src = previewUrl(pattern, select.value);
    else preview.removeAttribute("src");
  });
  $(select).select2({
    ajax: {
      data: ({ term, page }) => ({
        term, page, app_label: appLabel, model_name: modelName, field_name: fieldName,
      }),
    },
    templateResult: optionTemplate(pattern),
    width: "24rem",
  });
}

function attachAll(root) {
  for (const found of root.querySelectorAll("select[data-behaviour~=image-chooser]")) attach(found);
}

attachAll(document);
document.addEventListener("formset:added", (event) => attachAll(event.target));
