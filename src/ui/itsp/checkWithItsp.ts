import * as vscode from 'vscode';
import type { ExistingTrunk } from '../../core/compare.ts';
import { longestValue, outsideText } from '../../core/outsideText.ts';
import { sentences } from '../../core/sentences.ts';
import { tidiedValues } from '../../core/tidied.ts';
import { checkTrunk } from '../../core/trunk.ts';
import type { TrunkKey } from '../../core/trunkKey.ts';
import type { ItspCheck, WantedTransport } from '../../fleet/itsp/checkWithItsp.ts';
import type { PbxStatus } from '../../fleet/itsp/itspWords.ts';
import { asPbxError } from '../../pbx/errors.ts';
import { hasKeys, pbxNameOf, trunkInEditor, trunkOf } from '../base/arguments.ts';
import { askModal } from '../base/askModal.ts';
import type { CommandId } from '../base/commandIds.ts';
import { notify } from '../base/notify.ts';
import { withProgress } from '../base/progress.ts';
import { pickOne } from '../base/quickInput.ts';
import { isSilentCall, readCallOf, readOptions } from '../base/readObjectCall.ts';
import { notifyUntrusted, whyNoAutomation } from '../base/trust.ts';
import { loadTrunkItems } from '../connections/loadTrunkItems.ts';
import { pickPbx } from '../connections/pickPbx.ts';
import type { ItspCheckServices } from './services.ts';

/** A trunk with what its PBX says of it, or why there is none to be asked about. */
type Found =
  { trunk: ExistingTrunk; seen?: PbxStatus | undefined; problem?: undefined } | { problem: string };

/**
 * *PBX: Check with ITSP*: asks the ITSP of a trunk why it does not register, or whether it would. With `{ pbx, trunkname }` or
 * `{ trunk }` it asks nobody here and only returns what came.
 */
export async function run(
  services: ItspCheckServices,
  target?: unknown,
  second?: unknown,
): Promise<ItspCheck | undefined> {
  const { log } = services;
  const { notAsked } = await import('../../fleet/itsp/checkWithItsp.ts');
  const { call, problem } = readCallOf(log, 'pbx.checkWithItsp', target, isSilent);
  const options = readOptions('pbx.checkWithItsp', second);
  const wrong = problem ?? options.problem;
  if (wrong !== undefined) return notAsked(wrong);
  const transport = options.call?.transport ?? call?.transport ?? 'auto';
  if (call && isSilent(call)) {
    const refused = whyNoAutomation();
    if (refused !== undefined) return notAsked(refused);
    const { signal } = new AbortController();
    const found =
      'trunk' in call ? givenTrunk(call.trunk) : await trunkOnPbx(services, trunkOf(call), signal);
    return found.problem === undefined
      ? await check(services, found, transport, signal)
      : notAsked(found.problem);
  }
  if (!vscode.workspace.isTrusted) {
    notifyUntrusted(log, vscode.l10n.t('This folder is not trusted, so no ITSP is asked.'));
    return undefined;
  }
  const key = trunkOf(target) ?? trunkInEditor() ?? (await pickTrunk(services, target));
  return key && (await checkByHand(services, key, transport));
}

/** Asks the PBX for the trunk, then the person, then the ITSP, and tells what came. */
async function checkByHand(
  services: ItspCheckServices,
  key: TrunkKey,
  transport: WantedTransport,
): Promise<ItspCheck | undefined> {
  const { log } = services;
  const { askedHost } = await import('../../fleet/itsp/checkWithItsp.ts');
  const name = outsideText(key.trunkname);
  const loaded = await withProgress(
    vscode.l10n.t('Asking {0} about {1}…', outsideText(key.pbx), name),
    (signal) => trunkOnPbx(services, key, signal),
  );
  if (loaded.cancelled) return undefined;
  const found = loaded.result;
  if (found.problem !== undefined) {
    notify(log, 'warning', found.problem, {}, [key.trunkname]);
    return undefined;
  }
  const host = askedHost(found.trunk);
  if (host !== undefined && !(await mayAsk(key.trunkname, host))) return undefined;
  const { result, cancelled } = await withProgress(
    vscode.l10n.t('Asking {0} about {1}…', outsideText(host ?? '', longestValue), name),
    async (signal) => {
      try {
        return await check(services, found, transport, signal);
      } catch (error) {
        if (signal.aborted) return undefined;
        throw error;
      }
    },
  );
  if (cancelled || !result) return undefined;
  tell(services, key, host, result);
  return result;
}

/** Names who is asked. A digest lets whoever is asked guess the password, so nobody is asked unseen. */
async function mayAsk(trunkname: string, host: string): Promise<boolean> {
  const shownHost = outsideText(host, longestValue);
  const go = vscode.l10n.t('Check');
  const chosen = await askModal({
    tone: 'info',
    names: [trunkname, host],
    message: vscode.l10n.t('Ask {0} about {1}?', shownHost, outsideText(trunkname)),
    detail: [
      vscode.l10n.t('The question goes to {0} from this computer. It registers nobody.', shownHost),
      vscode.l10n.t(
        'The password itself is not sent, but a digest of it, from which a dishonest server could guess a weak one.',
      ),
    ],
    buttons: [go],
  });
  return chosen === go;
}

function tell({ log }: ItspCheckServices, key: TrunkKey, host: string | undefined, result: ItspCheck): void {
  const { steps, verdict, message } = result;
  log.lines([
    `${outsideText(key.pbx)}, ${outsideText(key.trunkname)}: ${verdict}`,
    ...steps.map((one) => `${one.ok ? '✓' : '✗'} ${one.step}: ${one.message}`),
    message,
  ]);
  const editTitle = vscode.l10n.t('Edit');
  const command: CommandId = 'pbx.editSipTrunk';
  const edit = { [editTitle]: () => vscode.commands.executeCommand(command, key) };
  const names = [key.trunkname, ...(host === undefined ? [] : [host])];
  const words = vscode.l10n.t('{0}: {1}', outsideText(key.trunkname), message);
  notify(log, verdict === 'works' ? 'info' : 'warning', words, verdict === 'works' ? {} : edit, names);
}

async function check(
  { pbxes, redactor }: ItspCheckServices,
  { trunk, seen }: Exclude<Found, { problem: string }>,
  transport: WantedTransport,
  signal: AbortSignal,
): Promise<ItspCheck> {
  redactor.add(trunk.password);
  const [{ checkWithItsp }, secureContext] = await Promise.all([
    import('../../fleet/itsp/checkWithItsp.ts'),
    pbxes.network().authorities?.contextFor(undefined),
  ]);
  const onSecret = (digest: string) => {
    redactor.add(digest);
  };
  return await checkWithItsp(trunk, transport, seen, { secureContext, onSecret }, signal);
}

/** The trunk as its PBX has it, and how the PBX says that it is. */
async function trunkOnPbx(
  { pbxes }: ItspCheckServices,
  key: TrunkKey | undefined,
  signal: AbortSignal,
): Promise<Found> {
  if (!key) return { problem: vscode.l10n.t('Name the trunk: {0}.', 'pbx, trunkname') };
  const { pbx, problem } = await pbxes.open(key.pbx);
  if (!pbx) return { problem };
  try {
    const trunk = await pbx.trunk(key.trunkname, signal);
    if (!trunk) {
      const [name, box] = [outsideText(key.trunkname), outsideText(key.pbx)];
      return { problem: vscode.l10n.t('{0} has no SIP trunk {1}.', box, name) };
    }
    const live = await pbx.statuses(signal).catch(() => []);
    const status = live.find((one) => one.trunkname === key.trunkname)?.status;
    return { trunk, seen: status === undefined ? undefined : { pbx: key.pbx, status } };
  } catch (error) {
    return { problem: asPbxError(error).message };
  }
}

function givenTrunk(given: unknown): Found {
  const checked = checkTrunk(typeof given === 'object' && given !== null ? tidiedValues(given) : given);
  return 'trunk' in checked
    ? { trunk: checked.trunk }
    : { problem: sentences(...checked.problems.map(({ message }) => message)) };
}

async function pickTrunk(services: ItspCheckServices, target: unknown): Promise<TrunkKey | undefined> {
  const title = vscode.l10n.t('Check with ITSP');
  const pbx = pbxNameOf(target) ?? (await pickPbx(services, title));
  if (pbx === undefined) return undefined;
  const name = outsideText(pbx);
  const words = {
    none: vscode.l10n.t('{0} has no SIP trunk.', name),
    unlisted: vscode.l10n.t('{0} cannot list its trunks.', name),
  };
  const items = await loadTrunkItems(services, pbx, words);
  const placeHolder = vscode.l10n.t('Choose a trunk of {0}', name);
  const chosen = items && (await pickOne(items, { title, placeHolder, matchOnDescription: true }));
  return chosen && { pbx, trunkname: chosen.trunkname };
}

/** True for a call that names a trunk, whatever its value, and for `confirm: false`. */
function isSilent(target: object): boolean {
  return hasKeys(target, 'trunk') || hasKeys(target, 'trunkname') || isSilentCall(target);
}
