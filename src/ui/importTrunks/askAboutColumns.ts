import * as vscode from 'vscode';
import {
  columnFields,
  type Column,
  type ColumnField,
  type ColumnUse,
} from '../../core/trunkImport/columns.ts';
import { outsideText } from '../../core/outsideText.ts';
import { pickOne } from '../base/quickInput.ts';

interface UseItem extends vscode.QuickPickItem {
  use: ColumnUse;
  rest?: true;
}

/**
 * Asks what each column is for. What a column holds is not shown: it may be passwords.
 * @returns the answers by header, or undefined when the user left.
 */
export async function askAboutColumns(
  columns: readonly Column[],
  taken: ReadonlySet<ColumnUse | undefined>,
): Promise<Map<string, ColumnUse> | undefined> {
  const answers = new Map<string, ColumnUse>();
  const used = new Set(taken);
  for (const [index, { header }] of columns.entries()) {
    const chosen = await ask(header, index, columns.length, used);
    if (!chosen) return undefined;
    answers.set(header, chosen.use);
    used.add(chosen.use);
    if (chosen.rest) {
      for (const { header: other } of columns.slice(index + 1)) answers.set(other, 'ignore');
      break;
    }
  }
  return answers;
}

function ask(
  header: string,
  index: number,
  count: number,
  used: ReadonlySet<ColumnUse | undefined>,
): Promise<UseItem | undefined> {
  const ignore: UseItem = {
    label: vscode.l10n.t('Ignore'),
    description: vscode.l10n.t('a trunk has no place for it'),
    use: 'ignore',
  };
  const ignoreAll: UseItem = {
    label: vscode.l10n.t('Ignore this and all the others'),
    use: 'ignore',
    rest: true,
  };
  const words = fieldWords();
  // Fields that no column has yet come first: one of them is most likely meant.
  const fields = [...columnFields]
    .sort((a, b) => Number(used.has(a)) - Number(used.has(b)))
    .map((field): UseItem => ({ label: field, description: words[field], use: field }));
  const more = index < count - 1 ? [ignoreAll] : [];
  return pickOne([ignore, ...more, ...fields], {
    title:
      count > 1
        ? vscode.l10n.t('Import Trunks: column “{0}” ({1} of {2})', outsideText(header), index + 1, count)
        : vscode.l10n.t('Import Trunks: column “{0}”', outsideText(header)),
    placeHolder: vscode.l10n.t('What is in this column? The answer is remembered.'),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
}

function fieldWords(): Record<ColumnField, string> {
  return {
    trunkname: vscode.l10n.t('the trunk’s name'),
    trunktype: vscode.l10n.t('register, peer or account'),
    host: vscode.l10n.t('domain name or IP address of the ITSP'),
    port: vscode.l10n.t('SIP port'),
    domain: vscode.l10n.t('SIP domain'),
    username: vscode.l10n.t('user name of the account'),
    authname: vscode.l10n.t('name for the authentication'),
    fromuser: vscode.l10n.t('user in the From header'),
    password: vscode.l10n.t('password of the account; goes to the secret storage'),
    extensionsdod: vscode.l10n.t('DOD numbers of extensions'),
    extensionsgroupdod: vscode.l10n.t('DOD numbers of groups of extensions'),
    pbx: vscode.l10n.t('name of the PBX that the trunk is for'),
    tech: vscode.l10n.t('technology, such as SIP or IAX'),
    enabled: vscode.l10n.t('whether the trunk is on'),
    disabled: vscode.l10n.t('whether the trunk is off'),
  };
}
