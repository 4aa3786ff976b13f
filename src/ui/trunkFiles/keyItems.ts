import * as vscode from 'vscode';
import type { KeyContext } from '../../core/trunkYaml/cursorContext.ts';
import type { TrunkFileKey } from '../../core/trunkYaml/fieldWords.ts';
import { fieldSnippet, trunkSnippet } from '../../core/trunkYaml/trunkSnippet.ts';
import { fieldsOf, isTrunkField, trunkFields, trunkTypes } from '../../core/trunk.ts';
import { keyMarkdown, typeMarkdown } from './keyMarkdown.ts';

/** Opens the suggestions again, for the value behind a key. */
export const retrigger: vscode.Command = { command: 'editor.action.triggerSuggest', title: '' };

/** The keys that may be written here and are not yet, those that are required first, and whole trunks where none is. */
export function keyItems(context: KeyContext): vscode.CompletionItem[] {
  const { written, of: place } = context;
  const keys = [...written.keys()];
  const hasField = keys.some(isTrunkField);
  const items: vscode.CompletionItem[] = [];
  if (place === 'document') {
    if (!written.has('pbx')) items.push(keyItem('pbx', context, '0'));
    if (!written.has('trunks') && !hasField) items.push(keyItem('trunks', context, '1'));
    if (written.has('trunks'))
      return [...items, ...(written.get('trunks') === '' ? trunkItems('- ', 2) : [])];
  }
  items.push(...fieldItems(context));
  if (!hasField && !context.inBrackets && !context.hasColon) items.push(...trunkItems('', context.indent));
  return items;
}

function fieldItems(context: KeyContext): vscode.CompletionItem[] {
  const { written } = context;
  const type = trunkTypes.find((one) => one === written.get('trunktype'));
  const required = new Set(
    (type ? [type] : trunkTypes).flatMap((one) =>
      fieldsOf(one).flatMap(({ field, required: needed }) => (needed ? [field] : [])),
    ),
  );
  const fields = type ? fieldsOf(type).map(({ field }) => field) : trunkFields;
  return fields
    .filter((field) => !written.has(field))
    .map((field, index) =>
      keyItem(field, context, `${required.has(field) ? '2' : '3'}${index.toString(36)}`),
    );
}

function keyItem(key: TrunkFileKey, context: KeyContext, sortText: string): vscode.CompletionItem {
  const item = new vscode.CompletionItem(key, vscode.CompletionItemKind.Field);
  item.documentation = keyMarkdown(key);
  item.sortText = sortText;
  if (context.hasColon) return item;
  if (key === 'trunks') item.insertText = new vscode.SnippetString('trunks:\n  - $0');
  else if (key === 'pbx') item.insertText = 'pbx: ';
  else item.insertText = new vscode.SnippetString(fieldSnippet(key, context.inBrackets));
  if (['pbx', 'trunks', 'trunktype', 'password'].includes(key)) item.command = retrigger;
  return item;
}

/** A whole trunk of each type. Its further lines stand `indent` columns right of where its line begins. */
export function trunkItems(lead: string, indent: number): vscode.CompletionItem[] {
  return trunkTypes.map((type, index) => {
    const label = vscode.l10n.t('{0} trunk', type);
    const item = new vscode.CompletionItem(label, vscode.CompletionItemKind.Snippet);
    item.insertText = new vscode.SnippetString(lead + trunkSnippet(type).join(`\n${' '.repeat(indent)}`));
    item.documentation = typeMarkdown(type);
    // Also found by the key that it begins with.
    item.filterText = `${lead}trunkname ${type} trunk`;
    item.sortText = `4${index.toString()}`;
    return item;
  });
}
