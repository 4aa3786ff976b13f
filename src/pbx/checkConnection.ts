import * as l10n from '@vscode/l10n';
import type { DeviceInfo } from './answers/answers.ts';
import { ConnectionSteps } from './connectionSteps.ts';
import { formatErrnos, isUnexplained, unsupportedErrno } from './errno.ts';
import { asPbxError, isRefusal, PbxError } from './errors.ts';
import type { Pbx } from './pbx.ts';

/** The steps in their order; `settings` stands alone where there is nothing to connect to, `proxy` in the
 * place of `dns` and `tcp`. Part of the contract. */
export type TestStepName = 'settings' | 'proxy' | 'dns' | 'tcp' | 'tls' | 'api' | 'signIn' | 'format';

export interface TestStep {
  step: TestStepName;
  ok: boolean;
  /** What was found, or what failed and what to do next. */
  message: string;
}

/** How far a test came: the last step is the one that failed, or all of them are well. */
export interface ConnectionTest {
  steps: TestStep[];
  /** What the PBX tells of itself, once somebody is signed in. */
  device?: DeviceInfo | undefined;
}

/**
 * Walks the way to a PBX until a step fails. It changes nothing, and no login is sent that the session would not send by
 * itself: one that was refused is never repeated.
 * @throws PbxError of kind cancelled.
 */
export async function testConnection(
  pbx: Pbx,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<ConnectionTest> {
  const { apiVersion, format } = pbx.connection;
  const result: ConnectionTest = { steps: [] };
  const well = (step: TestStepName, message: string) => result.steps.push({ step, ok: true, message });
  const failed = (step: TestStepName, error: unknown): ConnectionTest => {
    const { kind, message, status } = asPbxError(error);
    if (kind === 'cancelled') throw error;
    const words =
      step === 'api' && status === 404
        ? l10n.t('{0} Check its API version ({1}) too.', message, apiVersion)
        : message;
    result.steps.push({ step, ok: false, message: words });
    return result;
  };

  const way = new ConnectionSteps(pbx.name, pbx.connection, timeoutMs, pbx.network);
  for (const step of way.names) {
    try {
      well(step, await way[step](signal));
    } catch (error) {
      return failed(step, error);
    }
  }

  const api = l10n.t('An API of version {0} answers.', apiVersion);
  try {
    await pbx.session.probe(signal);
    well('api', api);
  } catch (error) {
    if (!isRefusal(error, ...formatErrnos)) return failed('api', error);
    // The API has answered: it is the format that it refuses, whoever asks.
    well('api', api);
    return failed('format', error);
  }

  try {
    // Gets a token where there is none yet; the next step shows whether the PBX takes it.
    await pbx.session.call(() => Promise.resolve(), signal);
  } catch (error) {
    return failed('signIn', error);
  }
  try {
    result.device = await readCheaply(pbx, signal);
  } catch (error) {
    if (isAboutSession(error)) return failed('signIn', error);
    well('signIn', l10n.t('Signed in as {0}.', pbx.connection.username));
    return failed('format', error);
  }
  well('signIn', l10n.t('Signed in as {0}.', pbx.connection.username));
  well('format', l10n.t('Questions and answers in {0} work.', format.toUpperCase()));
  return result;
}

/** A firmware that does not tell about itself is asked for the status of its trunks. */
async function readCheaply(pbx: Pbx, signal: AbortSignal): Promise<DeviceInfo | undefined> {
  try {
    return await pbx.deviceInfo(signal);
  } catch (error) {
    if (!isRefusal(error, unsupportedErrno)) throw error;
    await pbx.statuses(signal);
    return undefined;
  }
}

/** A refusal that no table explains may mean the token: OpenVox has no table. */
function isAboutSession(error: unknown): boolean {
  if (!(error instanceof PbxError)) return false;
  return error.kind === 'signedOut' || (error.kind === 'refused' && isUnexplained(error.errno));
}
