// SPDX-License-Identifier: MIT
/**
 * What guests write and what cells are called is hostile: control characters,
 * escapes included, are shown, not obeyed. Lines and tabs stay.
 */
export function printable(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g,
    (control) => `\\x${control.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

/** The same where the text is a name or a value within a line. */
export function printableWord(text: string): string {
  return printable(text).replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}
