import * as vscode from 'vscode';
import { keyWords, requiredWords, typeWords, type TrunkFileKey } from '../../core/trunkYaml/fieldWords.ts';
import { trunkSnippet } from '../../core/trunkYaml/trunkSnippet.ts';
import type { TrunkType } from '../../core/trunk.ts';

/** Text as Markdown that shows it as it is. (`appendText` would make lines that never break.) */
export function asMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()<>#|~&!]/g, '\\$&');
}

/** What a key means, which trunks need it, and an example. */
export function keyMarkdown(key: TrunkFileKey): vscode.MarkdownString {
  const { meaning, example } = keyWords(key);
  const paragraphs = [`**${key}**`, asMarkdown(meaning), asMarkdown(requiredWords(key) ?? '')];
  const text = paragraphs.filter((one) => one !== '').join('\n\n');
  return new vscode.MarkdownString(text).appendCodeblock(example, 'yaml');
}

/** What a type of trunk is, and what one looks like. */
export function typeMarkdown(type: TrunkType): vscode.MarkdownString {
  const lines = trunkSnippet(type).map((line) =>
    line.replace(/\$\{\d:\$(\d)\}/g, (_, digit: string) => (digit === '1' ? 'to-itsp' : '0123')),
  );
  const example = lines
    .map((line) => line.replace(/\$\{\d:([^}]*)\}/g, '$1').replaceAll('\\', ''))
    .join('\n');
  return new vscode.MarkdownString(asMarkdown(typeWords(type))).appendCodeblock(example, 'yaml');
}
