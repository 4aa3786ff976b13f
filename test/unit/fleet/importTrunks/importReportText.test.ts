import assert from 'node:assert/strict';
import { mapColumns } from '../../../../src/core/trunkImport/columns.ts';
import { importRows } from '../../../../src/core/trunkImport/importRows.ts';
import { importReportText, importWords } from '../../../../src/fleet/importTrunks/importReportText.ts';

const columns = mapColumns(['trunkname', 'trunktype', 'username', 'password']);
/** `good` is a whole trunk, `bad` lacks its name. */
const rowsOf = (...kinds: ('good' | 'bad')[]) =>
  importRows(
    kinds.map((kind, at) => ({
      row: at + 2,
      cells: [kind === 'good' ? `to-${at}` : '', 'account', 'u', 'pl4nted'],
    })),
    columns,
  );

describe('the report of an import', () => {
  it('counts rows as a person does', () => {
    for (const [rows, words] of [
      [rowsOf('good'), 'The only row was imported.'],
      [rowsOf('good', 'good'), 'All 2 rows were imported.'],
      [rowsOf('good', 'bad'), '1 of 2 rows imported; 1 has a problem.'],
      [rowsOf('bad', 'good', 'bad'), '1 of 3 rows imported; 2 have problems.'],
      [rowsOf('bad'), 'Nothing was imported: the only row has a problem.'],
      [rowsOf('bad', 'bad'), 'Nothing was imported: all 2 rows have problems.'],
    ] as const) {
      assert.equal(importWords(rows), words);
    }
  });

  it('says that passwords are kept only when one is', () => {
    const textOf = (...kinds: ('good' | 'bad')[]) =>
      importReportText({
        csv: 'itsp.csv',
        yaml: 'itsp.trunks.yaml',
        columns,
        problems: [],
        rows: rowsOf(...kinds),
        tracked: false,
      });
    assert.match(textOf('good', 'bad'), /The passwords are in VS Code’s secret storage now\./);
    assert.doesNotMatch(textOf('bad'), /secret storage|pl4nted/);
    assert.match(textOf('bad'), /passwords in clear text: delete it/);
  });
});
