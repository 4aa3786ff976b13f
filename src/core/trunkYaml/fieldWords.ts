import * as l10n from '@vscode/l10n';
import { sentences, wordList } from '../sentences.ts';
import { fieldsOf, isTrunkField, trunkTypes } from '../trunk.ts';
import type { TrunkField, TrunkType } from '../trunk.ts';

/** Every key that means something in a trunk file. */
export type TrunkFileKey = TrunkField | 'pbx' | 'trunks';

/** What a key means, in a sentence or two, and an example of it. */
export interface KeyWords {
  meaning: string;
  example: string;
}

/** What a key of a trunk file means. The fields are those of `siptrunk/add` (OpenVox and Yeastar). */
export function keyWords(key: TrunkFileKey): KeyWords {
  switch (key) {
    case 'pbx':
      return {
        meaning: l10n.t(
          'The PBX that the trunks of this document are for, or a list of several. An @ before a name, in quotes, stands for all PBXes of that group. Without it you are asked.',
        ),
        example: 'pbx: [hq, branch-1]',
      };
    case 'trunks':
      return {
        meaning: l10n.t('The trunks of this document, each with a dash before its first field.'),
        example: 'trunks:\n  - trunkname: to-itsp',
      };
    case 'trunkname':
      return {
        meaning: l10n.t(
          'The name of the trunk on the PBX. It tells this trunk from all others there: no two have the same. The name “all” and names with a comma are not possible.',
        ),
        example: 'trunkname: to-itsp',
      };
    case 'trunktype':
      return {
        meaning: l10n.t(
          'How the two sides find each other. register: the PBX registers at the ITSP with an account. peer: two fixed addresses, without registration. account: the other side registers at the PBX.',
        ),
        example: 'trunktype: register',
      };
    case 'host':
      return {
        meaning: l10n.t('The domain name or IP address of the ITSP, without sip: and without a port.'),
        example: 'host: sip.example.net',
      };
    case 'port':
      return {
        meaning: l10n.t('The SIP port of the ITSP, from 1 to 65535; mostly 5060.'),
        example: 'port: 5060',
      };
    case 'domain':
      return {
        meaning: l10n.t(
          'The SIP domain, where the ITSP has one that differs from host. When it is not written, host is used as the domain wherever the API asks for one.',
        ),
        example: 'domain: sip.example.net',
      };
    case 'username':
      return {
        meaning: l10n.t('The user name of the account. It is sent as it is written here, leading zeros too.'),
        example: 'username: 0123',
      };
    case 'authname':
      return {
        meaning: l10n.t(
          'The name that proves who registers. If the ITSP names none, it is the same as username.',
        ),
        example: 'authname: 0123',
      };
    case 'fromuser':
      return {
        meaning: l10n.t(
          'The user in the From header of outgoing calls. Leave it out unless the ITSP asks for it.',
        ),
        example: 'fromuser: 0123',
      };
    case 'password':
      return {
        meaning: l10n.t(
          'The password of the account. Write {0} and keep the password itself in VS Code’s secret storage.',
          '${secret:NAME}',
        ),
        example: 'password: ${secret:itsp-0123}',
      };
    case 'extensionsdod':
      return {
        meaning: l10n.t(
          'The DOD numbers of extensions, which a called person sees: number-name-extension, several with commas between them. Only for PBXes of API version {0}.',
          'v1.1.0',
        ),
        example: 'extensionsdod: 5503301-yeastar-1000,5503302-sales-1001',
      };
    case 'extensionsgroupdod':
      return {
        meaning: l10n.t(
          'The DOD numbers of groups of extensions: number-name-group, several with commas between them. Only for PBXes of API version {0}.',
          'v1.1.0',
        ),
        example: 'extensionsgroupdod: 5503300-yeastar-support',
      };
  }
}

/** What one of the trunk types is. */
export function typeWords(type: TrunkType): string {
  switch (type) {
    case 'register':
      return l10n.t('The PBX registers at the ITSP with an account.');
    case 'peer':
      return l10n.t('Two fixed addresses, without registration.');
    case 'account':
      return l10n.t('The other side registers at the PBX.');
  }
}

/** Which types of trunks need a key and which may have it; `undefined` for a key that is not a trunk's. */
export function requiredWords(key: TrunkFileKey): string | undefined {
  if (!isTrunkField(key)) return undefined;
  const of = (required: boolean): string =>
    wordList(
      trunkTypes.filter((type) =>
        fieldsOf(type).some((one) => one.field === key && one.required === required),
      ),
    );
  const [required, optional] = [of(true), of(false)];
  if (required === wordList(trunkTypes)) return l10n.t('Required.');
  return sentences(
    required === '' ? '' : l10n.t('Required for: {0}.', required),
    optional === '' ? '' : l10n.t('Optional for: {0}.', optional),
  );
}
