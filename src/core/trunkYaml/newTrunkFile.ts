import * as l10n from '@vscode/l10n';
import { writeText } from './writeText.ts';

/** The name in a new file as long as there is no PBX. */
const noPbx = 'my-pbx';

// No typographic quotes below: in a folder that is not trusted VS Code puts a box around each of them.

/**
 * A trunk file to begin with: a trunk of each type, with what to write.
 * @param pbx the name of the PBX that it is for; undefined when there is none yet.
 */
export function newTrunkFile(pbx: string | undefined): string {
  const lines = [
    ...comment(
      l10n.t('Trunks for one PBX or several. Save this file as {0} or {1}.', 'trunks.yaml', '*.trunks.yaml'),
    ),
    ...comment(
      l10n.t(
        'Plan shows what would change. Provision asks first and adds each trunk once. Delete what you do not need.',
      ),
    ),
    `pbx: ${writeText(pbx ?? noPbx)} ${pbx === undefined ? `# ${l10n.t('the name of your PBX')}` : `# ${l10n.t('or several: {0}', '[hq, branch-1]')}`}`,
    '',
    'trunks:',
    ...comment(l10n.t('The PBX registers at an ITSP with an account.'), '  '),
    '  - trunkname: to-itsp',
    '    trunktype: register',
    '    host: sip.example.net',
    '    port: 5060',
    `    domain: example.net # ${l10n.t('leave it out if it is the host')}`,
    '    username: 0123456',
    `    authname: 0123456 # ${l10n.t('if the ITSP names none, repeat the username')}`,
    `    password: \${secret:to-itsp} # ${l10n.t('asked for once, and never written here')}`,
    '',
    ...comment(l10n.t('Two systems that know the address of each other. Nobody registers.'), '  '),
    '  - trunkname: to-branch',
    '    trunktype: peer',
    '    host: 192.0.2.20',
    '    port: 5060',
    '',
    ...comment(l10n.t('A device or another PBX registers here with this account.'), '  '),
    '  - trunkname: gateway',
    '    trunktype: account',
    '    username: 6400',
    '    authname: 6400',
    '    password: ${secret:gateway}',
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function comment(words: string, indent = ''): string[] {
  return [`${indent}# ${words}`];
}
