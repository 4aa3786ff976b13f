import * as vscode from 'vscode';
import { allNamed, type PbxGroups } from '../../core/pbxGroups.ts';
import { isTrunkFileName } from '../../core/trunkYaml/trunkFileName.ts';
import type { RunRequest } from '../../fleet/journal/journalEvents.ts';
import { chosenOf, toUri } from '../base/arguments.ts';
import { findPlaces } from '../base/namedPlaces.ts';
import { isObjectCall } from '../base/objectCalls.ts';
import { isSilentCall, readObjectCall, readOptions } from '../base/readObjectCall.ts';

/** How files are to be planned or provisioned: by a menu, the palette, a CodeLens or automation. */
export interface FilesCall {
  request: RunRequest;
  /** True for a call with `{ confirm: false }` or `{ show: false }`: nothing may be asked or shown. */
  silent: boolean;
  /** What is wrong with the call, so that nothing can come of it. */
  problem?: string | undefined;
}

/**
 * Reads the arguments: `(uri | uri[], { confirm: false, update?, pbx? })` from automation, `({ files, confirm: false, … })` from
 * a key binding, `(uri, { document })` from a CodeLens, `(uris, { only })` from a drift, `(uri, uris)` from the explorer, `(uri)`
 * from an editor, nothing from the palette and from the walkthrough.
 * @param groups are taken for the PBXes that they stand for.
 */
export async function readFilesCall(
  command: 'pbx.planTrunks' | 'pbx.provisionTrunks',
  args: readonly unknown[],
  groups: PbxGroups,
): Promise<FilesCall> {
  const call = isObjectCall(args[0]) ? await readObject(command, args[0]) : readTwo(command, args);
  const { pbx } = call.request;
  return pbx ? { ...call, request: { ...call.request, pbx: allNamed(pbx, groups) } } : call;
}

async function readObject(
  command: 'pbx.planTrunks' | 'pbx.provisionTrunks',
  target: object,
): Promise<FilesCall> {
  const silent = isSilentCall(target);
  const { call, problem } = readObjectCall(command, target);
  const { uris = [], ...found } = call ? await findPlaces(call.files) : { problem };
  const request: RunRequest = {
    uris: uris.map((uri) => uri.toString()),
    update: call !== undefined && 'update' in call && call.update === true,
    ...(call?.pbx && { pbx: call.pbx }),
  };
  return { request, silent, problem: found.problem };
}

function readTwo(
  command: 'pbx.planTrunks' | 'pbx.provisionTrunks',
  [first, second]: readonly unknown[],
): FilesCall {
  const { call, problem, silent } = readOptions(command, second);
  let uris = chosenOf(first, second).flatMap(toUri);
  if (uris.length === 0 && !silent) {
    const active = vscode.window.activeTextEditor?.document.uri ?? onlyTrunkFile();
    // A plan reads like a trunk YAML, but its secrets are only marks.
    if (active && !active.scheme.startsWith('pbx-')) uris = [active];
  }
  const { update = false, pbx, document, only } = call ?? {};
  return {
    request: {
      uris: [...new Set(uris.map((uri) => uri.toString()))],
      update,
      ...(pbx && { pbx }),
      ...(document !== undefined && { document }),
      ...(only !== undefined && { only }),
    },
    silent,
    problem: problem ?? (silent && uris.length === 0 ? nameTheFiles() : undefined),
  };
}

/** The trunk file that is open, if it is the only one: the walkthrough, which is in front, calls without an argument. */
function onlyTrunkFile(): vscode.Uri | undefined {
  const inTabs = vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap(({ input }) => (input instanceof vscode.TabInputText ? [input.uri] : []))
    .filter(({ scheme, path }) => !scheme.startsWith('pbx-') && isTrunkFileName(path));
  return new Set(inTabs.map(String)).size === 1 ? inTabs[0] : undefined;
}

function nameTheFiles(): string {
  return vscode.l10n.t('Name the trunk file, or several of them, as Uris.');
}
