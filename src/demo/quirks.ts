import type { DemoRequest } from './request.ts';
import type { Answer } from './wire.ts';

/** Ways in which boxes depart from the documentation. The Demo PBX has none of them unless a test asks for it. */
export interface Quirks {
  /** What is kept of the name of a trunk that is added or changed: cut, trimmed, in lower case, escaped. */
  readonly keptName?: (trunkname: string) => string;
  /** Where siptrunk/query has its list; null for a success without any. */
  readonly listKey?: string | null;
  /** An answer's bytes, in another encoding than UTF-8. */
  readonly encode?: (answer: string) => Uint8Array;
  /** What the head of every answer declares. */
  readonly contentType?: string;
}

/** The request as a box takes it that does not keep every name. */
export function withKeptName(request: DemoRequest, { keptName }: Quirks): DemoRequest {
  const { endpoint, fields } = request;
  const name = fields?.get('trunkname');
  const isWrite = endpoint === 'siptrunk/add' || endpoint === 'siptrunk/update';
  if (!keptName || !fields || name === undefined || !isWrite) {
    return request;
  }
  return { ...request, fields: new Map([...fields, ['trunkname', keptName(name)]]) };
}

/** The answer with its list of trunks where the box has it. */
export function withMovedList(answer: Answer, endpoint: string, { listKey }: Quirks): Answer {
  if (listKey === undefined || endpoint !== 'siptrunk/query') {
    return answer;
  }
  const { trunks = [], ...rest } = answer;
  return listKey === null ? rest : { ...rest, [listKey]: trunks };
}
