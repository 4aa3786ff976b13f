import fc from 'fast-check';

/** How many inputs each property sees; `npm run fuzz` asks for more. */
const cases = Number(process.env['PBX_TRUNKS_FUZZ_CASES'] ?? 20_000);
/** Where the inputs begin: a failure is seen again with the seed that was printed. */
const seed = Number(process.env['PBX_TRUNKS_FUZZ_SEED'] ?? Date.now() % 2 ** 31);

/** A test that holds for every input. It may take its time: how long is nothing that it proves. */
export function itHolds<T>(title: string, inputs: fc.Arbitrary<T>, property: (input: T) => void): void {
  it(`${title}, with whatever comes (seed ${seed.toString()})`, function () {
    this.timeout(0);
    fc.assert(fc.property(inputs, property), { numRuns: cases, seed });
  });
}

/** Text made of these pieces and of anything between them: what is nearly right finds more than what is wrong everywhere. */
export function textOf(...pieces: string[]): fc.Arbitrary<string> {
  const piece = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...pieces) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
    { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
  );
  return fc.array(piece, { maxLength: 40 }).map((parts) => parts.join(''));
}

/** Text in which a part is cut out, doubled or replaced, as a crash or a bad line leaves it. */
export function damaged(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(text, fc.nat(), fc.nat(60), fc.string({ unit: 'binary', maxLength: 6 }))
    .map(([whole, at, length, instead]) => {
      const start = at % (whole.length + 1);
      return whole.slice(0, start) + instead + whole.slice(start + length);
    });
}
