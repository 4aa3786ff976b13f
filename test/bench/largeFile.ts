/** Large trunk files of the kinds that people write. */

/**
 * `everyday` is a list of plain lines, `wrong` the same with two mistakes in each trunk, and `halfWritten` the same with a key at the
 * end that has no colon yet. `unusual` shares its values by anchors, aliases and merge keys, in lines and in brackets, with quotes,
 * comments and now and then a folded text.
 */
export const fileKinds = ['everyday', 'unusual', 'wrong', 'halfWritten'] as const;
export type FileKind = (typeof fileKinds)[number];

/** A file with that many trunks. */
export function fileOf(count: number, kind: FileKind): string {
  const isShared = kind === 'unusual';
  const trunk = isShared ? unusualTrunk : plainTrunk(kind === 'wrong');
  const trunks = Array.from({ length: count }, (_, index) => trunk(index));
  return `${isShared ? shared : '# bench\n'}trunks:\n${trunks.join('')}${kind === 'halfWritten' ? '    fromu\n' : ''}`;
}

function plainTrunk(isWrong: boolean): (index: number) => string {
  return (index) => `  - trunkname: bench-${index}${isWrong ? ' /' : ''}
    trunktype: register
    host: sip.example.net
    port: ${isWrong ? '0' : '5060'}
    username: 0123
    authname: 0123
    password: \${secret:bench-${index}}
`;
}

const shared = `# bench
x-shared:
  user: &shared-user 0123
  register: &register
    trunktype: register
    host: sip.example.net
    port: 5060
  peers:
    near: &near { trunktype: peer, host: 192.0.2.1, port: 5060 }
    far: &far
      port: 5080
`;

function unusualTrunk(index: number): string {
  if (index % 1000 === 500) return `  - trunkname: >-\n      bench-${index}\n    <<: *near\n`;
  return unusualForms[index % unusualForms.length]?.(index) ?? '';
}

const unusualForms: readonly ((index: number) => string)[] = [
  (index) => `  - trunkname: bench-${index} # of a branch
    <<: *register
    username: "0${index}"
    authname: '0${index}'
    password: \${secret:bench-${index}}
`,
  (index) => `  - { trunkname: bench-${index}, trunktype: peer, host: 192.0.2.${index % 250}, port: 5060 }\n`,
  (index) => `  - &trunk-${index}
    trunkname: bench-${index}
    <<: [*far, *register]
    username: 0123
    authname: *shared-user
    password: "\${secret:bench-${index}}"
`,
  (index) => `  - {trunkname: "bench-${index}", <<: *near}\n`,
  (index) => `  # an account
  - trunkname: bench-${index}
    trunktype: account
    username: &user-${index} 0${index}
    authname: *user-${index}
    password: \${secret:bench-${index}}

`,
];
