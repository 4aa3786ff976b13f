/** A place in a trunk file, as a line of a drift names it. */
export interface Place {
  /** The file as it is written there. */
  name: string;
  /** Counted from 1. */
  line: number;
  column: number;
  /** Where in the line of the drift it stands. */
  start: number;
  end: number;
}

/** Behind a trunk in brackets, or before what is wrong there. */
const patterns = [
  /^(?<before>.* \()(?<name>.+):(?<line>\d+)\)$/,
  /^(?<before>- )(?<name>.+?):(?<line>\d+)(?::(?<column>\d+))?: /,
];

/** The place that a line of a drift names, if it names one. */
export function placeOf(text: string): Place | undefined {
  for (const pattern of patterns) {
    const { before = '', name = '', line, column } = pattern.exec(text)?.groups ?? {};
    if (line === undefined) continue;
    const start = before.length;
    const end = start + [name, line, ...(column === undefined ? [] : [column])].join(':').length;
    return { name, line: Number(line), column: Number(column ?? 1), start, end };
  }
  return undefined;
}
