import * as vscode from 'vscode';
import { outsideText } from '../../core/outsideText.ts';
import { shortOutsideList } from '../../core/shortList.ts';
import type { OutlinedDocument, OutlinedTrunk } from '../../core/trunkYaml/outline.ts';
import type { BackgroundReader } from './backgroundReader.ts';
import { isTrunkFile, toRange } from './trunkFileDocument.ts';

/** The trunks of a file for the outline, the breadcrumbs and *Go to Symbol*: below the PBXes that they are for. */
export class TrunkSymbols implements vscode.DocumentSymbolProvider {
  readonly #reader: Pick<BackgroundReader, 'outline'>;

  constructor(reader: Pick<BackgroundReader, 'outline'>) {
    this.#reader = reader;
  }

  async provideDocumentSymbols(document: vscode.TextDocument): Promise<vscode.DocumentSymbol[] | undefined> {
    if (!isTrunkFile(document)) return undefined;
    const outline = await this.#reader.outline(document.getText());
    return outline.flatMap((one) => symbolsOf(one));
  }
}

function symbolsOf({ pbxNames, range, trunks }: OutlinedDocument): vscode.DocumentSymbol[] {
  const symbols = trunks.map((trunk) => symbolOf(trunk));
  if (pbxNames.length === 0) return symbols;
  const whole = toRange(range);
  const name = shortOutsideList(pbxNames, 3);
  const symbol = new vscode.DocumentSymbol(name, 'PBX', vscode.SymbolKind.Module, whole, firstLine(whole));
  symbol.children = symbols;
  return [symbol];
}

function symbolOf({ trunkname, trunktype, host, range, nameRange }: OutlinedTrunk): vscode.DocumentSymbol {
  const whole = toRange(range);
  const name = toRange(nameRange);
  return new vscode.DocumentSymbol(
    outsideText(trunkname) || vscode.l10n.t('Trunk without a name'),
    [trunktype, host]
      .filter((part) => part !== undefined && part !== '')
      .map((part) => outsideText(part ?? ''))
      .join(' · '),
    vscode.SymbolKind.Object,
    whole,
    // An alias may have brought the name from elsewhere; VS Code takes only a place inside.
    whole.contains(name) ? name : firstLine(whole),
  );
}

function firstLine({ start, end }: vscode.Range): vscode.Range {
  return new vscode.Range(start, start.line === end.line ? end : start);
}
