import type { SipTrunk } from './trunkFields.ts';

/** Trunks for a first look around: one of each type, and one that cannot register. */
export const SAMPLE_TRUNKS: readonly SipTrunk[] = [
  {
    trunkname: 'itsp-main',
    trunktype: 'register',
    host: 'sip.example.com',
    port: '5060',
    domain: 'sip.example.com',
    username: '6100',
    authname: '6100',
    fromuser: '',
    password: 'demo-6100',
  },
  {
    trunkname: 'itsp-backup',
    trunktype: 'register',
    host: 'sip.backup.invalid',
    port: '5060',
    domain: 'sip.backup.invalid',
    username: '6200',
    authname: '6200',
    fromuser: '',
    password: 'demo-6200',
  },
  {
    trunkname: 'to-branch',
    trunktype: 'peer',
    host: '192.0.2.16',
    port: '5060',
    domain: '192.0.2.16',
  },
  {
    trunkname: 'gateway',
    trunktype: 'account',
    username: '6300',
    authname: '6300',
    password: 'demo-6300',
  },
];
