import { fieldsOf } from '../trunk.ts';
import type { TrunkField, TrunkType } from '../trunk.ts';

/**
 * The lines of a whole trunk with all that its type requires, as a VS Code snippet: `${1:…}` is filled in by the user, a
 * placeholder of the trunk file is escaped.
 */
export function trunkSnippet(type: TrunkType): string[] {
  return fieldsOf(type)
    .filter(({ required }) => required)
    .map(({ field }) => (field === 'trunktype' ? `trunktype: ${type}` : `${field}: ${values[field]}`));
}

const values: Record<Exclude<TrunkField, 'trunktype'>, string> = {
  trunkname: '${1:to-itsp}',
  host: '${2:sip.example.net}',
  port: '${3:5060}',
  domain: '$0',
  username: '${4:0123}',
  // The same as the username until the user says otherwise.
  authname: '${5:$4}',
  fromuser: '$0',
  password: '\\${secret:${6:$1}\\}',
  extensionsdod: '$0',
  extensionsgroupdod: '$0',
};

/** A field to be filled in, as a VS Code snippet. */
export function fieldSnippet(field: TrunkField, inBrackets: boolean): string {
  if (field === 'port') return 'port: ${1:5060}';
  if (field !== 'password') return `${field}: $0`;
  // Braces mean something inside brackets.
  return inBrackets ? 'password: "\\${secret:$1\\}"' : 'password: \\${secret:$1\\}';
}
