import * as vscode from 'vscode';
import { pbxGroups } from '../../core/pbxGroups.ts';
import { shortOutsideList } from '../../core/shortList.ts';
import { outsideText } from '../../core/outsideText.ts';
import { hoveredThing, type HoveredThing } from '../../core/trunkYaml/cursorContext.ts';
import { isTrunkField } from '../../core/trunk.ts';
import type { Pbxes } from '../connections/pbxes.ts';
import type { Secrets } from '../connections/secrets.ts';
import { plainLine } from '../base/shownText.ts';
import { asMarkdown, keyMarkdown } from './keyMarkdown.ts';
import { keptSecretNames } from './keptSecretNames.ts';
import { isTrunkFile, isVisible, linesOf } from './trunkFileDocument.ts';

/** How many PBXes of a group are named; the others are counted. */
const maxMembers = 20;

/** Says what a key means, whether a placeholder has a value (never which), and where a PBX is. */
export class TrunkHover implements vscode.HoverProvider {
  readonly #pbxes: Pbxes;
  readonly #secrets: Secrets;

  constructor(pbxes: Pbxes, secrets: Secrets) {
    this.#pbxes = pbxes;
    this.#secrets = secrets;
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.Hover | undefined> {
    if (!isTrunkFile(document) || !isVisible(position)) return undefined;
    const thing = hoveredThing(linesOf(document), position);
    const text = thing && (await this.#words(thing));
    if (!text) return undefined;
    return new vscode.Hover(text, new vscode.Range(position.line, thing.from, position.line, thing.to));
  }

  async #words(thing: HoveredThing): Promise<vscode.MarkdownString | undefined> {
    const { name } = thing;
    switch (thing.kind) {
      case 'key':
        return isTrunkField(name) || name === 'pbx' || name === 'trunks' ? keyMarkdown(name) : undefined;
      case 'pbxName':
        return plain(this.#pbxWords(name));
      case 'placeholder':
        return plain(thing.source === 'env' ? envWords(name) : await this.#secretWords(name));
    }
  }

  async #secretWords(name: string): Promise<string> {
    const names = await keptSecretNames(this.#secrets);
    if (!names) {
      return vscode.l10n.t(
        'Whether the secret {0} has a value cannot be said now: VS Code’s secret storage cannot be read. Unlock the keyring of this computer, or install one, then look again.',
        outsideText(name),
      );
    }
    return names.includes(name)
      ? vscode.l10n.t('The secret {0} has a value in VS Code’s secret storage.', outsideText(name))
      : vscode.l10n.t(
          'The secret {0} has no value yet. It is asked for when it is needed.',
          outsideText(name),
        );
  }

  #pbxWords(name: string): string {
    const configured = this.#pbxes.find(name);
    const members = pbxGroups(this.#pbxes.list()).get(name);
    if (members) return vscode.l10n.t('The group of {0}.', shortOutsideList(members, maxMembers));
    if (!configured) return vscode.l10n.t('No PBX of this name is configured.');
    if ('problem' in configured) return configured.problem;
    const { url, apiVersion, format } = configured.connection;
    return `${url} · ${apiVersion} · ${format}`;
  }
}

function envWords(name: string): string {
  return process.env[name] === undefined
    ? vscode.l10n.t('The environment variable {0} is not set.', outsideText(name))
    : vscode.l10n.t('The environment variable {0} is set.', outsideText(name));
}

/** Words with names in them that are not Markdown. */
function plain(text: string): vscode.MarkdownString {
  return new vscode.MarkdownString(asMarkdown(plainLine(text)));
}
