import * as l10n from '@vscode/l10n';
import type { Connection } from '../../core/connection.ts';
import type { ConnectionTest } from '../../pbx/checkConnection.ts';
import { longestText, outsideText } from '../../core/outsideText.ts';
import { localTime } from '../../core/localTime.ts';

/** A connection test as text for a ticket: no password, no token, and each thing on one line. */
export function ticketText(
  name: string,
  { url, apiVersion, format }: Connection,
  { steps, device }: ConnectionTest,
  version: string,
): string {
  const line = (label: string, value: string | undefined) =>
    value === undefined || value === '' ? [] : [`${label}: ${outsideText(value, longestText)}`];
  return [
    ...line('PBX', name),
    ...line(l10n.t('Address'), url),
    ...line('API', `${apiVersion}, ${format.toUpperCase()}`),
    ...line(l10n.t('Model'), device?.devicename),
    ...line(l10n.t('Firmware'), device?.firmwarever),
    ...line('PBX Trunks', version),
    ...line(l10n.t('Date'), localTime(new Date().toISOString())),
    '',
    ...steps.flatMap(({ step, ok, message }) => line(`${ok ? '✓' : '✗'} ${step}`, message)),
    '',
  ].join('\n');
}
