import * as vscode from 'vscode';
import type { CommandId } from '../base/commandIds.ts';
import type { Reviews } from './reviews.ts';
import { isTrunkFile } from './trunkFileDocument.ts';

/** *Provision* and *Plan* above each document that has trunks. */
export class TrunkLenses implements vscode.CodeLensProvider {
  readonly #reviews: Reviews;

  constructor(reviews: Reviews) {
    this.#reviews = reviews;
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[] | undefined> {
    if (!isTrunkFile(document)) return undefined;
    const review = await this.#reviews.of(document);
    return review?.documents.flatMap(({ range: { start }, trunks }, index) => {
      if (trunks === 0) return [];
      const range = new vscode.Range(start.line, 0, start.line, 0);
      const lens = (command: CommandId, title: string) =>
        new vscode.CodeLens(range, { command, title, arguments: [document.uri, { document: index }] });
      return [
        lens('pbx.provisionTrunks', vscode.l10n.t('Provision')),
        lens('pbx.planTrunks', vscode.l10n.t('Plan')),
      ];
    });
  }
}
