import * as vscode from 'vscode';
import { outsideText } from '../../core/outsideText.ts';
import { shownAddresses } from '../../core/shownAddress.ts';
import { secretNames } from '../../core/trunkYaml/trunkFile.ts';
import type { CheckedFile } from '../../fleet/files/checkedFile.ts';
import type { RunRequest } from '../../fleet/journal/journalEvents.ts';
import { askForLine } from '../base/quickInput.ts';
import type { PlanServices } from './services.ts';

/** Asks for the values of those `${secret:NAME}` that are not kept yet. False when the user left. */
export async function askForSecrets(
  { secrets, pbxes }: Pick<PlanServices, 'secrets' | 'pbxes'>,
  files: readonly CheckedFile[],
  request: RunRequest,
): Promise<boolean> {
  for (const name of new Set(files.flatMap(({ file }) => secretNames(file)))) {
    if ((await secrets.named(name)) !== undefined) continue;
    const value = await askForLine({
      names: [name],
      title: vscode.l10n.t('Secret {0}', outsideText(name)),
      prompt: secretPrompt(
        name,
        shownAddresses(pbxesFor(name, files, request), (pbx) => pbxes.addressOf(pbx)),
      ),
      password: true,
      ignoreFocusOut: true,
      validateInput: (text) =>
        text === '' ? vscode.l10n.t('Type the value, or leave with Escape.') : undefined,
    });
    if (value === undefined) return false;
    await secrets.keepNamed(name, value);
  }
  return true;
}

/** @param where the PBXes that get it; blank where they are asked for later. */
function secretPrompt(name: string, where: string): string {
  return where === ''
    ? vscode.l10n.t(
        'The value of the secret {0}. It is asked for once and kept in VS Code’s secret storage.',
        outsideText(name),
      )
    : vscode.l10n.t(
        'The value of the secret {0}, for {1}. It is asked for once and kept in VS Code’s secret storage.',
        outsideText(name),
        where,
      );
}

/** The PBXes that the files of a request have trunks for with this secret. */
function pbxesFor(name: string, files: readonly CheckedFile[], { pbx, targets }: RunRequest): string[] {
  const documents = files.flatMap(({ file }) => file.documents);
  return documents
    .filter(({ trunks }) => trunks.some(({ secrets }) => secrets.includes(name)))
    .flatMap(({ pbxNames }) => pbx ?? pbxNames?.map((one) => one.name) ?? targets ?? []);
}
