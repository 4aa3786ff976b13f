/**
 * Text with names from outside, for where VS Code would make something of them: of `[words](command:…)` a link that runs a
 * command, in notifications and the prompts of inputs; of `$(name)` an icon, in pickers. A character that nobody sees keeps
 * them what they are.
 */
export function withoutMarkup(text: string): string {
  return text.replace(/(?<=[\]$])\(/g, '\u200b(');
}
