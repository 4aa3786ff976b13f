import * as vscode from 'vscode';
import { outsideText } from '../../core/outsideText.ts';
import type { ValueContext } from '../../core/trunkYaml/cursorContext.ts';
import { typeWords } from '../../core/trunkYaml/fieldWords.ts';
import { writeFlowText, writeText } from '../../core/trunkYaml/writeText.ts';
import { isTrunkField, trunkTypes } from '../../core/trunk.ts';
import { retrigger } from './keyItems.ts';

/** What may stand behind a key: its usual values, and placeholders. */
export function valueItems(
  context: ValueContext,
  typed: string,
  secrets: readonly string[],
): vscode.CompletionItem[] {
  if (!isTrunkField(context.key)) return [];
  if (context.key === 'trunktype') {
    return trunkTypes.map((type, index) => {
      const item = new vscode.CompletionItem(type, vscode.CompletionItemKind.EnumMember);
      item.documentation = typeWords(type);
      item.sortText = index.toString();
      return item;
    });
  }
  const quote = context.isPart ? '' : (/^["']/.exec(typed)?.[0] ?? '');
  const write = (text: string): string => {
    if (context.isPart) return text;
    if (quote !== '') return `${quote}${text}${quote}`;
    return context.inBrackets ? writeFlowText(text) : writeText(text);
  };
  const known = secrets.map((name) => {
    const text = `\${secret:${name}}`;
    const item = new vscode.CompletionItem(outsideText(text), vscode.CompletionItemKind.Variable);
    item.insertText = write(text);
    item.filterText = `${quote}${text}`;
    item.sortText = `1${name}`;
    return item;
  });
  const open = (['secret', 'env'] as const).map((source, index) => {
    const item = new vscode.CompletionItem(`\${${source}:…}`, vscode.CompletionItemKind.Keyword);
    const escaped = write(`\${${source}:NAME}`).replaceAll('$', '\\$').replaceAll('}', '\\}');
    item.insertText = new vscode.SnippetString(escaped.replace('NAME', '$1'));
    item.filterText = `${quote}\${${source}:`;
    item.sortText = `2${index.toString()}`;
    item.command = retrigger;
    item.detail =
      source === 'secret'
        ? vscode.l10n.t('a secret, kept in VS Code’s secret storage')
        : vscode.l10n.t('an environment variable');
    return item;
  });
  const port = new vscode.CompletionItem('5060', vscode.CompletionItemKind.Value);
  port.sortText = '0';
  return [...(context.key === 'port' && !context.isPart ? [port] : []), ...known, ...open];
}
