import * as vscode from 'vscode';
import { jsonStrings } from '../../core/jsonStrings.ts';
import { pbxesNamed, pbxGroups } from '../../core/pbxGroups.ts';
import { Source } from '../../core/trunkYaml/source.ts';
import type { Pbxes } from '../connections/pbxes.ts';
import { settingsFilesOf, type SettingsFile } from '../connections/settingsFiles.ts';
import type { NameUses } from './nameUses.ts';
import type { TrunkFilesServices } from './services.ts';
import { toRange } from './trunkFileDocument.ts';

/** Leads from the name of a PBX to its settings, from that of a group to those of its PBXes, and from any name to where else it is. */
export class NameNavigation implements vscode.DefinitionProvider, vscode.ReferenceProvider {
  readonly #uses: NameUses;
  readonly #pbxes: Pbxes;
  readonly #files: TrunkFilesServices['files'];
  readonly #globalStorage: vscode.Uri;

  constructor(
    uses: NameUses,
    { pbxes, files, context }: Pick<TrunkFilesServices, 'pbxes' | 'files' | 'context'>,
  ) {
    this.#uses = uses;
    this.#pbxes = pbxes;
    this.#files = files;
    this.#globalStorage = context.globalStorageUri;
  }

  /** What is written nowhere else, such as the value of a secret, is defined where it is named: VS Code shows its references then. */
  async provideDefinition(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.LocationLink[] | undefined> {
    const use = await this.#uses.at(document, position);
    if (!use) return undefined;
    const originSelectionRange = toRange(use.range);
    const places = use.kind === 'pbx' ? await this.#settingsOf(use.name) : [];
    return (places.length > 0 ? places : [new vscode.Location(document.uri, originSelectionRange)]).map(
      ({ uri, range }) => ({ originSelectionRange, targetUri: uri, targetRange: range }),
    );
  }

  async provideReferences(
    document: vscode.TextDocument,
    position: vscode.Position,
    { includeDeclaration }: vscode.ReferenceContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.Location[] | undefined> {
    const use = await this.#uses.at(document, position);
    if (!use) return undefined;
    const settings = includeDeclaration && use.kind === 'pbx' ? await this.#settingsOf(use.name) : [];
    return [...settings, ...(await this.#uses.of(use, token))];
  }

  async #settingsOf(name: string): Promise<vscode.Location[]> {
    const names = pbxesNamed(name, pbxGroups(this.#pbxes.list()));
    const files = names.flatMap((pbx) => settingsFilesOf(pbx, this.#globalStorage));
    const texts = new Map<string, Source | undefined>();
    const places: vscode.Location[] = [];
    for (const file of files) {
      const key = file.uri.toString();
      if (!texts.has(key)) texts.set(key, await this.#read(key));
      const place = placeIn(texts.get(key), file);
      if (place) places.push(place);
    }
    return places;
  }

  async #read(uri: string): Promise<Source | undefined> {
    const { text } = await this.#files.read(uri).catch(() => ({ text: undefined }));
    return text === undefined ? undefined : new Source(text);
  }
}

function placeIn(source: Source | undefined, { uri, path }: SettingsFile): vscode.Location | undefined {
  const wanted = JSON.stringify(path);
  const key = jsonStrings(source?.text ?? '').find((one) => one.isKey && JSON.stringify(one.path) === wanted);
  return source && key && new vscode.Location(uri, toRange(source.range(key.span)));
}
