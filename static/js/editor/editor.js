// Starts the editor of a body, or says why the text area stays. It imports nothing by itself, so that it can say so
// whichever module did not load.

async function start(textarea) {
  try {
    const { open } = await import("editor/body");
    await open(textarea);
  } catch (error) {
    console.error(error);
    const refused = document.createElement("p");
    refused.className = "errornote";
    refused.setAttribute("role", "alert");
    refused.textContent = JSON.parse(textarea.dataset.editor).words.refused;
    textarea.before(refused);
  }
}

for (const textarea of document.querySelectorAll("textarea[data-behaviour~=body-editor]")) start(textarea);
