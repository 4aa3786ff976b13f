import * as vscode from 'vscode';
import { outsideText } from '../../core/outsideText.ts';
import { sentences } from '../../core/sentences.ts';
import type { Trunk } from '../../core/trunk.ts';
import { exportedSecretName } from '../../core/trunkYaml/secretName.ts';
import { exportTrunk, type ExportedTrunk } from '../../core/trunkYaml/exportTrunk.ts';
import type { Connection } from '../../core/connection.ts';
import { readCertificate } from '../../pbx/transport/certificate.ts';
import type { Network } from '../../pbx/transport/network.ts';
import { curlCommand } from '../../pbx/curlCommand.ts';
import type { DetailsServices } from './services.ts';
import { requestTimeout } from '../connections/settings.ts';
import type { TrunkKey } from '../../core/trunkKey.ts';
import { copyCode } from '../base/clipboard.ts';
import { notify } from '../base/notify.ts';
import { askWithProgress } from '../base/progress.ts';
import { askTrunk, type TrunkAnswer } from './askTrunk.ts';
import { trunkYaml } from './trunkText.ts';

/** Puts a trunk on the clipboard as a trunk YAML. Its password goes where the placeholder finds it: the secret storage. */
export async function copyAsYaml(services: DetailsServices, trunk: TrunkKey | undefined): Promise<void> {
  const asked = await ask(services, trunk);
  if (!asked) return;
  const { key, exported } = asked;
  const suggested = exportedSecretName(key.pbx, key.trunkname);
  const { password } = exported.values;
  const name =
    password === undefined ? suggested : await services.secrets.keepUnderFreeName(suggested, password);
  await copyCode(trunkYaml(key.pbx, exported.existing, name), { ...exported.existing, pbx: key.pbx, name });
  notify(
    services.log,
    'info',
    password !== undefined
      ? vscode.l10n.t(
          '{0} was copied as YAML. Its password is kept as the secret {1}.',
          outsideText(key.trunkname),
          outsideText(name),
        )
      : exported.passwordIsHidden
        ? vscode.l10n.t(
            '{0} was copied as YAML. {1} does not show its password, so the secret {2} is asked for when it is needed.',
            outsideText(key.trunkname),
            outsideText(key.pbx),
            outsideText(name),
          )
        : vscode.l10n.t('{0} was copied as YAML.', outsideText(key.trunkname)),
  );
}

/** Puts the request that adds a trunk on the clipboard, as a command for a shell. */
export async function copyAsCurl(services: DetailsServices, trunk: TrunkKey | undefined): Promise<void> {
  const asked = await ask(services, trunk);
  if (!asked) return;
  const { key, connection, exported } = asked;
  const publicKey = await pinnedKey(connection, services.pbxes.network());
  if (publicKey === 'unknown') {
    const words = vscode.l10n.t(
      'Not copied: {0} does not show the pinned certificate any more. Test its connection.',
      outsideText(key.pbx),
    );
    notify(services.log, 'error', words);
    return;
  }
  const { password, ...values } = exported.values;
  const hasPassword = password !== undefined || exported.passwordIsHidden;
  const wanted = (hasPassword ? { ...values, password: '' } : values) as Trunk;
  await copyCode(curlCommand(connection, wanted, publicKey), { ...wanted, url: connection.url });
  notify(
    services.log,
    'info',
    sentences(
      hasPassword
        ? vscode.l10n.t(
            '{0} was copied as curl. Before it runs, set PBX_TOKEN to a token of {1}, and SIP_PASSWORD.',
            outsideText(key.trunkname),
            outsideText(key.pbx),
          )
        : vscode.l10n.t(
            '{0} was copied as curl. Before it runs, set PBX_TOKEN to a token of {1}.',
            outsideText(key.trunkname),
            outsideText(key.pbx),
          ),
      publicKey === undefined ? '' : vscode.l10n.t('curl accepts only the key of the pinned certificate.'),
    ),
  );
}

/** Asks the PBX for the trunk. Undefined after words where there is nothing to copy. */
async function ask(
  services: DetailsServices,
  key: TrunkKey | undefined,
): Promise<{ key: TrunkKey; connection: Connection; exported: ExportedTrunk } | undefined> {
  if (!key) {
    notify(services.log, 'info', vscode.l10n.t('Choose a trunk in the PBX Explorer first.'));
    return undefined;
  }
  const answer = await askWithProgress((signal) => askTrunk(services, key, signal));
  if (!answer) return undefined;
  const exported = answer.kind === 'sip' ? exportTrunk(answer.trunk) : undefined;
  if (answer.kind === 'sip' && exported && 'trunk' in exported) {
    return { key, connection: answer.connection, exported: exported.trunk };
  }
  const reason = exported && 'problem' in exported ? exported.problem.message : reasonOf(answer, key);
  notify(
    services.log,
    'warning',
    vscode.l10n.t('{0} was not copied: {1}', outsideText(key.trunkname), reason),
    {},
    [key.trunkname],
  );
  return undefined;
}

function reasonOf(answer: TrunkAnswer, { pbx }: TrunkKey): string {
  switch (answer.kind) {
    case 'failed':
      return answer.message;
    case 'gone':
      return vscode.l10n.t('it is not on {0} any more.', outsideText(pbx));
    case 'other':
    case 'sip':
      return vscode.l10n.t('the API tells the settings of SIP trunks only.');
  }
}

/** The key of the pinned certificate as curl compares it; undefined where certificates are verified as everywhere. */
async function pinnedKey(connection: Connection, network: Network): Promise<string | undefined> {
  const { url, certificate } = connection;
  if (certificate === undefined || new URL(url).protocol !== 'https:') return undefined;
  const limit = AbortSignal.timeout(requestTimeout());
  const presented = await readCertificate(connection, limit, network).catch(() => undefined);
  return presented?.fingerprint === certificate ? presented.publicKey : 'unknown';
}
