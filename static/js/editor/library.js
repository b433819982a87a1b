// The picture library: its dialog, and its upload.

import { say } from "editor/notice";
import { remember } from "editor/records";
import { t } from "editor/words";

export async function library() {
  try {
    return await import("picture-dialog");
  } catch {
    throw new Error(t("photo.noLibrary"));
  }
}

// Return the records that were chosen; what goes wrong is said.
export async function choosePictures(options) {
  try {
    return (await (await library()).choosePictures(options)).map((record) => remember("images", record));
  } catch (error) {
    say(error.message);
    return [];
  }
}
