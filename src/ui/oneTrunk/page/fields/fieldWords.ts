import * as l10n from '@vscode/l10n';
import type { TrunkType } from '../../../../core/trunk.ts';
import type { TypedField } from './checkForm.ts';

export interface FieldWords {
  label: string;
  hint: string;
  /** An example, shown while the field is blank. */
  example: string;
}

/** How a field is called and explained to a person. */
export function fieldWords(field: TypedField, type: TrunkType): FieldWords {
  const words: Record<TypedField, FieldWords> = {
    trunkname: {
      label: l10n.t('Trunk name'),
      hint: l10n.t('A name of its own on this PBX.'),
      example: 'to-itsp',
    },
    host: {
      label: l10n.t('Host'),
      hint:
        type === 'peer'
          ? l10n.t('Domain name or IP address of the other side.')
          : l10n.t('Domain name or IP address of the ITSP.'),
      example: 'sip.example.com',
    },
    port: { label: l10n.t('Port'), hint: l10n.t('Usually 5060.'), example: '5060' },
    domain: {
      label: l10n.t('Domain'),
      hint: l10n.t('Only if the SIP domain is not the same as the host.'),
      example: 'example.com',
    },
    username: {
      label: l10n.t('Username'),
      hint:
        type === 'account'
          ? l10n.t('The other side registers with it.')
          : l10n.t('The ITSP gives it with the account.'),
      example: '6100',
    },
    authname: {
      label: l10n.t('Authentication name'),
      hint: l10n.t('Usually the same as the username.'),
      example: '6100',
    },
    fromuser: {
      label: l10n.t('From user'),
      hint: l10n.t('For the From header of outgoing calls. Leave it blank if the ITSP needs none.'),
      example: '6100',
    },
    password: {
      label: l10n.t('Password'),
      hint:
        type === 'account'
          ? l10n.t('The other side registers with it.')
          : l10n.t('The ITSP gives it with the account.'),
      example: '',
    },
    extensionsdod: {
      label: l10n.t('DOD numbers of extensions'),
      hint: l10n.t('Number-name-extension, several with commas between them.'),
      example: '5503301-yeastar-1000',
    },
    extensionsgroupdod: {
      label: l10n.t('DOD numbers of extension groups'),
      hint: l10n.t('Number-name-group, several with commas between them.'),
      example: '5503300-yeastar-support',
    },
  };
  return words[field];
}

/** A trunk type's name and the line that explains it. */
export function typeWords(type: TrunkType): { label: string; hint: string } {
  const words: Record<TrunkType, { label: string; hint: string }> = {
    register: { label: l10n.t('Register'), hint: l10n.t('We register at the ITSP with an account.') },
    peer: { label: l10n.t('Peer'), hint: l10n.t('IP to IP, without registration.') },
    account: { label: l10n.t('Account'), hint: l10n.t('The other side registers with us.') },
  };
  return words[type];
}
