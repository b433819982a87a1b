// A line between two parts of the text.

import { HorizontalRule } from "django-prose-editor/editor";

import { insertBlock } from "editor/blocks";

const SectionBreak = HorizontalRule.extend({ group: "topBlock", draggable: true });

const insert = (editor) => insertBlock(editor, { type: "horizontalRule" });

export const block = { name: "section-break", nodes: ["horizontalRule"], extensions: [SectionBreak], insert };
