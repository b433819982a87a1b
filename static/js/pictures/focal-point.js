// Sets the focal point on the picture. Without JavaScript, the two number fields do the same.

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

class FocalPoint {
  constructor(root) {
    this.inputs = [document.getElementById(root.dataset.x), document.getElementById(root.dataset.y)];
    this.picture = root.querySelector("[data-part=picture]");
    this.image = this.picture?.querySelector("img");
    this.mark = root.querySelector("[data-part=mark]");
    this.crops = [...root.querySelectorAll("[data-part=crop]")];
    if (!this.inputs.every(Boolean) || !this.image) return;

    this.mark.hidden = false;
    this.image.draggable = false;
    this.picture.addEventListener("pointerdown", (event) => this.drag(event));
    this.mark.addEventListener("keydown", (event) => this.nudge(event));
    for (const input of this.inputs) input.addEventListener("input", () => this.show());
    this.show();
  }

  get point() {
    return this.inputs.map((input) => clamp(Number.parseFloat(input.value)));
  }

  move(x, y) {
    [x, y].forEach((value, index) => {
      this.inputs[index].value = String(clamp(Math.round(value)));
      this.inputs[index].dispatchEvent(new Event("change", { bubbles: true }));
    });
    this.show(true);
  }

  drag(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    this.mark.focus();
    this.picture.setPointerCapture(event.pointerId);
    const follow = (moved) => {
      const area = this.image.getBoundingClientRect();
      this.move(
        ((moved.clientX - area.left) / area.width) * 100,
        ((moved.clientY - area.top) / area.height) * 100,
      );
    };
    const stop = () => {
      this.picture.removeEventListener("pointermove", follow);
      this.picture.removeEventListener("pointerup", stop);
      this.picture.removeEventListener("pointercancel", stop);
    };
    this.picture.addEventListener("pointermove", follow);
    this.picture.addEventListener("pointerup", stop);
    this.picture.addEventListener("pointercancel", stop);
    follow(event);
  }

  nudge(event) {
    const direction = ARROWS[event.key];
    if (!direction) return;
    event.preventDefault();
    const distance = event.shiftKey ? 10 : 1;
    const [x, y] = this.point;
    this.move(x + direction[0] * distance, y + direction[1] * distance);
  }

  show(moved = false) {
    const [x, y] = this.point;
    this.mark.style.left = `${x}%`;
    this.mark.style.top = `${y}%`;
    const label = this.mark.dataset.label.replace("{x}", String(x)).replace("{y}", String(y));
    this.mark.setAttribute("aria-label", label);
    if (moved) this.crops.forEach((crop) => this.recrop(crop, x / 100, y / 100));
  }

  // The server centres a crop on the focal point as far as the edges allow. `object-position` is a
  // percentage of the hidden part, so the same place is a different number.
  recrop(crop, x, y) {
    const image = crop.querySelector("img");
    const imageRatio = Number(this.image.getAttribute("width")) / Number(this.image.getAttribute("height"));
    const cropRatio = Number(crop.dataset.ratio);
    const visibleWidth = Math.min(1, cropRatio / imageRatio);
    const visibleHeight = Math.min(1, imageRatio / cropRatio);
    for (const source of crop.querySelectorAll("source")) source.remove();
    if (image.src !== this.image.src) {
      image.removeAttribute("srcset");
      image.src = this.image.src;
    }
    image.style.objectPosition = `${position(x, visibleWidth)}% ${position(y, visibleHeight)}%`;
  }
}

function position(focal, visible) {
  if (visible >= 1) return 50;
  return Math.min(1, Math.max(0, (focal - visible / 2) / (1 - visible))) * 100;
}

function clamp(value) {
  return Number.isFinite(value) ? Math.min(100, Math.max(0, value)) : 50;
}

for (const root of document.querySelectorAll("[data-behaviour~=focal-point]")) new FocalPoint(root);
