import * as vscode from 'vscode';
import * as z from 'zod';
import type { TrunkOutcome } from '../../core/outcome.ts';
import type { TrunkKey } from '../../core/trunkKey.ts';
import type { App } from '../app.ts';
import { deleteAsking } from './deleteAsking.ts';
import { pickTrunks } from './pickTrunks.ts';
import { runDeletion } from './runDeletion.ts';
import { targetsOf } from './target.ts';
import { notify } from '../base/notify.ts';
import { logOutcome } from '../provision/runProvision.ts';
import { notifyUntrusted } from '../base/trust.ts';
import { pbxNameOf } from '../base/arguments.ts';

const one = z.object({ pbx: z.string(), trunkname: z.string() });
const silent = z.object({ confirm: z.literal(false) });
const fromKey = z.object({ selected: z.literal(true) });

/**
 * *PBX: Delete SIP Trunk*: the trunk of the node, or all that are selected with it; from the palette it asks which. With
 * `{ pbx, trunkname, confirm: false }` it asks and shows nothing and returns the outcome.
 */
export async function run(app: App, first?: unknown, selection?: unknown): Promise<TrunkOutcome | undefined> {
  const named = one.safeParse(first).data;
  if (silent.safeParse(first).success) return await deleteSilently(app, named);
  if (!vscode.workspace.isTrusted) {
    notifyUntrusted(app.log, untrusted());
    return undefined;
  }
  const wanted = named ? [named] : await wantedBy(app, first, selection);
  if (!wanted || wanted.length === 0) return undefined;
  const outcomes = await deleteAsking(app, wanted);
  return wanted.length === 1 ? outcomes?.[0] : undefined;
}

async function deleteSilently(app: App, named: TrunkKey | undefined): Promise<TrunkOutcome> {
  if (!named) {
    const message = vscode.l10n.t('Name the PBX and the trunk to delete: pbx and trunkname.');
    return refuse(app, { pbx: '', trunkname: '' }, message);
  }
  if (!vscode.workspace.isTrusted) return refuse(app, named, untrusted());
  const { outcomes } = await runDeletion(app, [named], { signal: new AbortController().signal });
  const [outcome] = outcomes;
  if (!outcome) throw new Error('A deletion of one trunk has one outcome');
  return outcome;
}

function refuse(app: App, target: TrunkKey, message: string): TrunkOutcome {
  const outcome: TrunkOutcome = { ...target, outcome: 'failed', message };
  logOutcome(app, outcome);
  return outcome;
}

/** What a menu, the Delete key or, after asking, the palette means. */
async function wantedBy(app: App, first: unknown, selection: unknown): Promise<TrunkKey[] | undefined> {
  const title = vscode.l10n.t('Delete SIP Trunk');
  const byKey = fromKey.safeParse(first).success;
  const nodes = byKey ? app.explorer.selection : Array.isArray(selection) ? selection : [first];
  const targets = targetsOf(nodes);
  if (targets.length > 0) return targets;
  if (!byKey) return await pickTrunks(app, title, pbxNameOf(first));
  notify(app.log, 'info', vscode.l10n.t('Select SIP trunks in the PBX Explorer to delete them.'));
  return undefined;
}

function untrusted(): string {
  return vscode.l10n.t('This folder is not trusted, so nothing was deleted.');
}
