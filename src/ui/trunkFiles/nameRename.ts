import * as vscode from 'vscode';
import { commandTitles } from '../../core/commandTitles.ts';
import { outsideText } from '../../core/outsideText.ts';
import { pbxGroups } from '../../core/pbxGroups.ts';
import type { NamedThing } from '../../core/trunkYaml/scalarNames.ts';
import { shownText } from '../base/shownText.ts';
import { pbxNameProblem } from '../connections/pbxNameProblem.ts';
import type { NameUses } from './nameUses.ts';
import { renameSecret } from './renameSecret.ts';
import { secretNameProblem } from './secretNameProblem.ts';
import type { TrunkFilesServices } from './services.ts';
import { toRange } from './trunkFileDocument.ts';

/** Gives a secret or a PBX another name: in every trunk file, and where its value or its settings are kept. */
export class NameRename implements vscode.RenameProvider {
  readonly #uses: NameUses;
  readonly #services: TrunkFilesServices;

  constructor(uses: NameUses, services: TrunkFilesServices) {
    this.#uses = uses;
    this.#services = services;
  }

  async prepareRename(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<{ range: vscode.Range; placeholder: string }> {
    const use = await this.#uses.at(document, position);
    if (!use) {
      throw refusal(vscode.l10n.t('Only the names of PBXes and secrets in trunk files can be changed here.'));
    }
    if (use.kind === 'pbx' && this.#isGroup(use.name)) {
      const words = vscode.l10n.t(
        '{0} stands for a group of PBXes. Give its PBXes another group with {1}, then change the trunk files.',
        outsideText(use.name),
        commandTitles.setGroup(),
      );
      throw refusal(words, use.name);
    }
    return { range: toRange(use.range), placeholder: use.name };
  }

  async provideRenameEdits(
    document: vscode.TextDocument,
    position: vscode.Position,
    written: string,
  ): Promise<vscode.WorkspaceEdit> {
    await this.prepareRename(document, position);
    const use = await this.#uses.at(document, position);
    const next = written.trim();
    if (!use || next === use.name) return new vscode.WorkspaceEdit();
    const problem = await this.#problemOf(use, next);
    if (problem !== undefined) throw refusal(problem, next);
    const { edit, refusal: words } = await this.#uses.renames(use, next);
    if (!edit) throw refusal(words, use.name, next);
    await this.#renameThing(use, next);
    return edit;
  }

  async #problemOf({ kind }: NamedThing, next: string): Promise<string | undefined> {
    const { pbxes, secrets } = this.#services;
    if (kind === 'secret') return secretNameProblem(next, await secrets.names());
    if (this.#isGroup(next)) return vscode.l10n.t('There is a group of this name already.');
    return pbxNameProblem(next, new Set(pbxes.list().map(({ name }) => name)));
  }

  /** What nobody has configured, or has no value yet, is in the files alone. */
  async #renameThing({ kind, name }: NamedThing, next: string): Promise<void> {
    if (kind === 'secret') await renameSecret(this.#services, name, next);
    else if (this.#services.pbxes.find(name)) await this.#services.pbxes.rename(name, next);
  }

  #isGroup(name: string): boolean {
    return pbxGroups(this.#services.pbxes.list()).has(name);
  }
}

/** VS Code shows the message of what a provider throws. */
function refusal(words: string, ...names: string[]): Error {
  return new Error(shownText(words, names));
}
