import * as vscode from 'vscode';
import { outsideText } from '../../core/outsideText.ts';
import { shortOutsideList } from '../../core/shortList.ts';
import { pbxInTasks } from '../../core/pbxInTasks.ts';
import { mayHaveName } from '../../core/trunkYaml/mayHaveName.ts';
import type { NameUse } from '../../core/trunkYaml/namesInFile.ts';
import type { NamedThing } from '../../core/trunkYaml/scalarNames.ts';
import { Source } from '../../core/trunkYaml/source.ts';
import { trunkFilePattern } from '../../core/trunkYaml/trunkFileName.ts';
import { passedOver } from '../base/namedPlaces.ts';
import type { BackgroundReader } from './backgroundReader.ts';
import type { EditorFiles } from './editorFiles.ts';
import { openTarget } from './targetFile.ts';
import { isTrunkFile, toRange } from './trunkFileDocument.ts';

/**
 * Where trunk files name secrets and PBXes, those of the workspace and all that are open, as the editor has them; and where its
 * tasks name PBXes.
 */
export class NameUses {
  readonly #reader: Pick<BackgroundReader, 'names' | 'renames'>;
  readonly #files: Pick<EditorFiles, 'read' | 'pathOf'>;

  constructor(
    reader: Pick<BackgroundReader, 'names' | 'renames'>,
    files: Pick<EditorFiles, 'read' | 'pathOf'>,
  ) {
    this.#reader = reader;
    this.#files = files;
  }

  /** The name at a place of a document. */
  async at(document: vscode.TextDocument, position: vscode.Position): Promise<NameUse | undefined> {
    if (!isTrunkFile(document)) return undefined;
    const names = await this.#reader.names(document.getText(), true);
    return names.find(({ around }) => toRange(around).contains(position));
  }

  /** Every place that names a thing. A file that cannot be read is passed over. */
  async of(thing: NamedThing, token: vscode.CancellationToken): Promise<vscode.Location[]> {
    const found: vscode.Location[] = [];
    for (const uri of await trunkFiles()) {
      if (token.isCancellationRequested) break;
      const text = await this.#textOf(uri);
      if (text === undefined || !mayHaveName(text, thing)) continue;
      for (const { kind, name, range } of await this.#reader.names(text, false)) {
        if (kind === thing.kind && name === thing.name) found.push(new vscode.Location(uri, toRange(range)));
      }
    }
    return [...found, ...(await this.#inTasks(thing))];
  }

  /** What gives a thing another name in every file, or in words why a file does not let it be renamed at all. */
  async renames(
    thing: NamedThing,
    next: string,
  ): Promise<{ edit: vscode.WorkspaceEdit; refusal?: undefined } | { edit?: undefined; refusal: string }> {
    const edit = new vscode.WorkspaceEdit();
    const unreadable: string[] = [];
    for (const uri of await trunkFiles()) {
      const text = await this.#textOf(uri);
      if (text !== undefined && !mayHaveName(text, thing)) continue;
      const changes = text === undefined ? undefined : await this.#reader.renames(text, thing, next);
      if (!changes) unreadable.push(this.#files.pathOf(uri.toString()));
      else if (changes.length > 0) {
        const unfit = await whyUnfit(uri, next);
        if (unfit !== undefined) return { refusal: unfitWords(this.#files.pathOf(uri.toString()), unfit) };
        for (const { range, text: words } of changes) edit.replace(uri, toRange(range), words);
      }
    }
    if (unreadable.length > 0) return { refusal: unreadableWords(unreadable) };
    for (const { uri, range } of await this.#inTasks(thing)) edit.replace(uri, range, JSON.stringify(next));
    return { edit };
  }

  async #inTasks({ kind, name }: NamedThing): Promise<vscode.Location[]> {
    const found: vscode.Location[] = [];
    for (const uri of kind === 'pbx' ? taskFiles() : []) {
      const source = new Source((await this.#textOf(uri)) ?? '');
      for (const { span } of pbxInTasks(source.text, name)) {
        found.push(new vscode.Location(uri, toRange(source.range(span))));
      }
    }
    return found;
  }

  async #textOf(uri: vscode.Uri): Promise<string | undefined> {
    return await this.#files.read(uri.toString()).then(
      ({ text }) => text,
      () => undefined,
    );
  }
}

/** They need not be there. */
function taskFiles(): vscode.Uri[] {
  const { workspaceFile, workspaceFolders = [] } = vscode.workspace;
  const files = workspaceFolders.map(({ uri }) => vscode.Uri.joinPath(uri, '.vscode', 'tasks.json'));
  return workspaceFile ? [...files, workspaceFile] : files;
}

async function trunkFiles(): Promise<Iterable<vscode.Uri>> {
  const found = await vscode.workspace.findFiles(trunkFilePattern, passedOver);
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const shown = new Set(
    tabs.map(({ input }) => (input instanceof vscode.TabInputText ? input.uri.toString() : '')),
  );
  const open = vscode.workspace.textDocuments.filter(
    // VS Code has documents for a while after their tabs are closed, and their files perhaps gone.
    (one) => isTrunkFile(one) && (one.isDirty || shown.has(one.uri.toString())),
  );
  return new Map([...found, ...open.map(({ uri }) => uri)].map((uri) => [uri.toString(), uri])).values();
}

/** Why the encoding of a file cannot hold a name: the editor would save a question mark for what does not fit. */
async function whyUnfit(uri: vscode.Uri, name: string): Promise<string | undefined> {
  return (await openTarget(uri.toString())).target?.unfit(name);
}

function unfitWords(path: string, unfit: string): string {
  return vscode.l10n.t(
    'Nothing was renamed, because {0} cannot have this name: {1}',
    outsideText(path),
    unfit,
  );
}

function unreadableWords(paths: readonly string[]): string {
  return vscode.l10n.t(
    'Nothing was renamed, because {0} cannot be read and may have the name too.',
    shortOutsideList(paths, 3),
  );
}
