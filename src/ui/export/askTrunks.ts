import * as vscode from 'vscode';
import { exportTrunk, type ExportedTrunk, type ExportProblem } from '../../core/trunkYaml/exportTrunk.ts';
import { PbxError } from '../../pbx/errors.ts';
import { standardBackoff } from '../../pbx/provision/backoff.ts';
import { listTrunks } from '../../pbx/provision/listTrunks.ts';
import type { App } from '../app.ts';
import { onEachPbx } from '../../fleet/eachPbx.ts';

/** What a PBX has, or why that is not known. */
export type Answer = { trunks: ExportedTrunk[]; leftOut: ExportProblem[] } | { failed: string };

/** Asks every PBX for its trunks, by one query each. */
export async function askTrunks(
  app: App,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>();
  await onEachPbx(app, names, async (name) => {
    answers.set(name, await askOne(app, name, signal));
  });
  return answers;
}

async function askOne(app: App, name: string, signal: AbortSignal): Promise<Answer> {
  const opened = await app.pbxes.open(name);
  if (!opened.pbx) return { failed: opened.problem };
  try {
    const existing = await listTrunks(opened.pbx, standardBackoff, signal);
    if (!existing) {
      return { failed: vscode.l10n.t('The firmware of {0} cannot list its trunks (errno 10003).', name) };
    }
    const answer: Answer = { trunks: [], leftOut: [] };
    for (const trunk of existing.values()) {
      app.redactor.add(trunk.password);
      const exported = exportTrunk(trunk);
      if ('trunk' in exported) answer.trunks.push(exported.trunk);
      else answer.leftOut.push(exported.problem);
    }
    return answer;
  } catch (error) {
    if (!(error instanceof PbxError)) throw error;
    return { failed: error.message };
  }
}
