/** Whether what a command printed is what a page shows; `…` stands for anything, space around JSON's signs for nothing. */
export function isAnswer(shown: string, printed: string): boolean {
  const isJson = /^\s*[{[]/.test(shown);
  const squeeze = (text: string) =>
    isJson
      ? text.replaceAll(/\s+/g, "")
      : text
          .trim()
          .replaceAll(/[^\S\n]+/g, " ")
          .replaceAll(/ *\n */g, "\n");
  return toPattern(squeeze(shown)).test(squeeze(printed));
}

/** The text as a pattern in which `…` fits anything, also across lines. */
export function toPattern(shown: string): RegExp {
  const pieces = shown.split("…").map((piece) => piece.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${pieces.join("[\\s\\S]*?")}$`);
}
