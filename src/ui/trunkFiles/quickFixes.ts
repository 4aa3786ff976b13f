import * as vscode from 'vscode';
import { outsideText } from '../../core/outsideText.ts';
import type { Range } from '../../core/trunkYaml/position.ts';
import { writeFlowText } from '../../core/trunkYaml/writeText.ts';
import type { TrunkField } from '../../core/trunk.ts';
import { insertFields } from './insertField.ts';
import { movePasswordsCommand } from './movePasswords.ts';
import type { ShownProblems, TrunkDiagnostic } from './shownProblems.ts';
import { rewrite } from './fixEdits.ts';
import { isTrunkFile, toRange } from './trunkFileDocument.ts';

/** What can be done at once about the problems of a trunk file. */
export class TrunkQuickFixes implements vscode.CodeActionProvider {
  static readonly kinds = [vscode.CodeActionKind.QuickFix];
  readonly #problems: ShownProblems;

  constructor(problems: ShownProblems) {
    this.#problems = problems;
  }

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    if (!isTrunkFile(document)) return [];
    const ours = this.#problems.at(document.uri, range);
    return [...ours.flatMap((one) => fixesOf(document, one)), ...insertAll(document, ours)];
  }
}

function fixesOf(document: vscode.TextDocument, diagnostic: TrunkDiagnostic): vscode.CodeAction[] {
  const { fix, range, code } = diagnostic;
  const actions: vscode.CodeAction[] = [];
  if (fix?.kind === 'replace') {
    const action = quickFix(vscode.l10n.t('Change to {0}', outsideText(fix.text)), [diagnostic]);
    action.edit = new vscode.WorkspaceEdit();
    action.edit.replace(document.uri, range, code === 'unknown-pbx' ? writeFlowText(fix.text) : fix.text);
    action.isPreferred = true;
    actions.push(action);
  } else if (fix?.kind === 'insert') {
    actions.push(...insertOne(document, fix.field, fix.place, diagnostic));
  } else if (fix) {
    const { title, edit } = rewrite(document, fix);
    const action = quickFix(title, [diagnostic]);
    action.edit = edit;
    action.isPreferred = true;
    actions.push(action);
  }
  if (code === 'unknown-pbx') {
    actions.push(withCommand(vscode.l10n.t('Add PBX…'), diagnostic, { command: 'pbx.addPbx', title: '' }));
  }
  if (code === 'secret') {
    const title = vscode.l10n.t('Manage Secrets…');
    actions.push(withCommand(title, diagnostic, { command: 'pbx.manageSecrets', title }));
  }
  if (code === 'plain-password') actions.push(...moveFixes(document, diagnostic));
  return actions;
}

function insertOne(
  document: vscode.TextDocument,
  field: TrunkField,
  place: Range,
  diagnostic: TrunkDiagnostic,
): vscode.CodeAction[] {
  const edits = insertFields(document, [field], toRange(place));
  return edits.map(({ title, edit }) => {
    const action = quickFix(title, [diagnostic]);
    action.edit = edit;
    action.isPreferred = edits.length === 1;
    return action;
  });
}

/** For a trunk that lacks several fields, all of them at once. */
function insertAll(
  document: vscode.TextDocument,
  diagnostics: readonly TrunkDiagnostic[],
): vscode.CodeAction[] {
  const byTrunk = new Map<string, { place: Range; fields: TrunkField[]; of: TrunkDiagnostic[] }>();
  for (const one of diagnostics) {
    if (one.fix?.kind !== 'insert' || one.fix.field === 'trunktype') continue;
    const { place, field } = one.fix;
    const key = JSON.stringify(place);
    const trunk = byTrunk.get(key) ?? { place, fields: [], of: [] };
    trunk.fields.push(field);
    trunk.of.push(one);
    byTrunk.set(key, trunk);
  }
  return [...byTrunk.values()].flatMap(({ place, fields, of }) => {
    if (fields.length < 2) return [];
    return insertFields(document, fields, toRange(place)).map(({ title, edit }) => {
      const action = quickFix(title, of);
      action.edit = edit;
      return action;
    });
  });
}

function moveFixes(document: vscode.TextDocument, diagnostic: TrunkDiagnostic): vscode.CodeAction[] {
  const { start } = diagnostic.range;
  const one = withCommand(vscode.l10n.t('Move this password to the secret storage'), diagnostic, {
    command: movePasswordsCommand,
    title: '',
    arguments: [document.uri, { line: start.line, character: start.character }],
  });
  one.isPreferred = true;
  const all = withCommand(
    vscode.l10n.t('Move all plain passwords of this file to the secret storage'),
    diagnostic,
    { command: movePasswordsCommand, title: '', arguments: [document.uri] },
  );
  return [one, all];
}

function withCommand(title: string, diagnostic: TrunkDiagnostic, command: vscode.Command): vscode.CodeAction {
  const action = quickFix(title, [diagnostic]);
  action.command = command;
  return action;
}

function quickFix(title: string, diagnostics: readonly vscode.Diagnostic[]): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [...diagnostics];
  return action;
}
