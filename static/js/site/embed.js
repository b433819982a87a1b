// Loads the player of a recording or a post after a click, and not before: until then its service learns nothing.
// Without this script, and with a modifier key, the link leads to the service.
for (const embed of document.querySelectorAll("[data-behaviour~=embed]")) {
  const link = embed.querySelector(".embed__link");
  embed.querySelector(".embed__note").hidden = false;

  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    const player = document.createElement("iframe");
    player.className = "embed__player";
    player.title = link.querySelector(".embed__title").textContent;
    player.allow = "fullscreen; encrypted-media; picture-in-picture";
    player.referrerPolicy = "strict-origin-when-cross-origin";
    player.sandbox = "allow-scripts allow-same-origin allow-popups allow-presentation";
    player.src = embed.dataset.player;
    link.replaceWith(player);
    player.focus();
  });
}
