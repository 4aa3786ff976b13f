import * as vscode from 'vscode';
import { pbxGroups } from '../../core/pbxGroups.ts';
import { shortOutsideList } from '../../core/shortList.ts';
import { outsideText } from '../../core/outsideText.ts';
import { cursorContext, type CursorContext } from '../../core/trunkYaml/cursorContext.ts';
import { writeFlowText } from '../../core/trunkYaml/writeText.ts';
import type { Pbxes } from '../connections/pbxes.ts';
import type { Secrets } from '../connections/secrets.ts';
import { keyItems, trunkItems } from './keyItems.ts';
import { keptSecretNames } from './keptSecretNames.ts';
import { isForOthers, offeredElsewhere } from './offeredElsewhere.ts';
import { isTrunkFile, isVisible, linesOf } from './trunkFileDocument.ts';
import { valueItems } from './valueItems.ts';

/** Offers keys, types, whole trunks, and the names of PBXes, secrets and environment variables; never a value of them. */
export class TrunkCompletion implements vscode.CompletionItemProvider {
  static readonly triggers = [':', ' ', '{', '['];
  readonly #pbxes: Pbxes;
  readonly #secrets: Secrets;

  constructor(pbxes: Pbxes, secrets: Secrets) {
    this.#pbxes = pbxes;
    this.#secrets = secrets;
  }

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    _token: vscode.CancellationToken,
    asked: vscode.CompletionContext,
  ): Promise<vscode.CompletionItem[] | undefined> {
    if (!isTrunkFile(document) || !isVisible(position) || isForOthers(asked)) return undefined;
    const lines = linesOf(document);
    // Whoever indents a line is not asking for anything yet.
    if (
      asked.triggerCharacter === ' ' &&
      lines.at(position.line).slice(0, position.character).trim() === ''
    ) {
      return undefined;
    }
    const context = cursorContext(lines, position);
    if (context.kind === 'none') return undefined;
    const range = new vscode.Range(position.line, context.from, position.line, context.to);
    const typed = document.getText(range.with({ end: position }));
    const [all, elsewhere] = await Promise.all([
      this.#items(context, typed),
      offeredElsewhere(document, position),
    ]);
    const items = all.filter(({ label }) => typeof label !== 'string' || !elsewhere.has(label));
    for (const item of items) item.range = { inserting: range.with({ end: position }), replacing: range };
    return items;
  }

  async #items(
    context: Exclude<CursorContext, { kind: 'none' }>,
    typed: string,
  ): Promise<vscode.CompletionItem[]> {
    switch (context.kind) {
      case 'key':
        return keyItems(context);
      case 'trunkItem':
        return trunkItems('- ', 2);
      case 'pbxName':
        return this.#pbxItems(context.taken, context.dash ? '- ' : '', typed);
      case 'value':
        return valueItems(context, typed, (await keptSecretNames(this.#secrets)) ?? []);
      case 'placeholder':
        return placeholderItems(
          context.source === 'secret'
            ? ((await keptSecretNames(this.#secrets)) ?? [])
            : Object.keys(process.env).sort(),
          context.closed ? '' : '}',
        );
    }
  }

  #pbxItems(taken: readonly string[], lead: string, typed: string): vscode.CompletionItem[] {
    const quote = /^["']/.exec(typed)?.[0] ?? '';
    const configured = this.#pbxes.list();
    const details = new Map(
      configured.map((one) => [one.name, 'connection' in one ? one.connection.url : undefined]),
    );
    for (const [group, names] of pbxGroups(configured)) details.set(group, shortOutsideList(names, 3));
    return [...details]
      .filter(([name]) => !taken.includes(name))
      .map(([name, detail]) => {
        const item = new vscode.CompletionItem(outsideText(name), vscode.CompletionItemKind.Value);
        if (detail !== undefined) item.detail = detail;
        item.filterText = `${quote}${name}`;
        item.insertText = `${lead}${writeFlowText(name)}`;
        return item;
      });
  }
}

function placeholderItems(names: readonly string[], end: string): vscode.CompletionItem[] {
  return names.map((name) => {
    const item = new vscode.CompletionItem(outsideText(name), vscode.CompletionItemKind.Variable);
    item.filterText = name;
    item.insertText = `${name}${end}`;
    return item;
  });
}
