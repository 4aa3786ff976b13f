import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

/** What imports what, of files or folders. */
type Imports = ReadonlyMap<string, ReadonlySet<string>>;

/** Everything a file imports: at once, later with `import()`, or only as a type. */
function importedBy(file: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const source =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
            ? node.argument.literal
            : undefined;
    if (source && ts.isStringLiteralLike(source)) found.push(source.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest));
  return found;
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join('src', name).replaceAll('\\', '/'));
const imported = new Map(files.map((file) => [file, importedBy(file)]));
const ownImports: Imports = new Map(
  [...imported].map(([file, names]) => [
    file,
    new Set(
      names.filter((name) => name.startsWith('.')).map((name) => posix.join(posix.dirname(file), name)),
    ),
  ]),
);

/** The imports between groups of files; a file without a group does not count. */
function between(groupOf: (file: string) => string | undefined): Imports {
  const groups = new Map<string, Set<string>>();
  for (const [file, targets] of ownImports) {
    const from = groupOf(file);
    if (from === undefined) continue;
    const known = groups.get(from) ?? new Set();
    groups.set(from, known);
    for (const to of [...targets].map(groupOf)) if (to !== undefined && to !== from) known.add(to);
  }
  return groups;
}

/** Whatever imports itself by way of others. */
function inCircles(imports: Imports): string[] {
  const isInCircle = (start: string) => {
    const reached = new Set<string>();
    const waiting = [start];
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
      for (const next of imports.get(one) ?? []) {
        if (next === start) return true;
        if (!reached.has(next)) waiting.push(next);
        reached.add(next);
      }
    }
    return false;
  };
  return [...imports.keys()].filter(isInCircle).sort();
}

describe('the imports of src', () => {
  it('are found in each of their kinds', () => {
    const imports = (from: string, to: string) => ownImports.get(from)?.has(to);
    assert.equal(
      imports('src/ui/base/knownSecrets.ts', 'src/core/redaction/redact.ts'),
      true,
      'a static import',
    );
    assert.equal(imports('src/ui/app.ts', 'src/ui/demoPbx/demo.ts'), true, 'a type, and import()');
    assert.equal(
      imports('src/fleet/journal/runFolder.ts', 'src/fleet/journal/storedRun.ts'),
      true,
      'import() alone',
    );
    assert.equal(imports('src/ui/base/services.ts', 'src/ui/base/log.ts'), true, 'a type alone');
    for (const targets of ownImports.values()) {
      for (const target of targets) assert.ok(target.endsWith('.css') || ownImports.has(target), target);
    }
  });

  it('make no circle of files', () => {
    assert.deepEqual(inCircles(ownImports), []);
  });

  it('make no circle of layers', () => {
    assert.deepEqual(inCircles(between((file) => file.split('/')[1])), []);
  });

  it('make no circle of the folders of the interface', () => {
    const folderOf = (file: string) => /^src\/ui\/([^/]+)\//.exec(file)?.[1];
    assert.deepEqual(inCircles(between(folderOf)), []);
  });

  it('make no circle of the folders that speak to a PBX', () => {
    const folderOf = (file: string) => /^src\/pbx\/([^/]+)\//.exec(file)?.[1];
    assert.deepEqual(inCircles(between(folderOf)), []);
  });

  it('bring VS Code into nothing below the interface', () => {
    const knowing = files.filter((file) => imported.get(file)?.includes('vscode'));
    assert.ok(knowing.includes('src/extension.ts'));
    assert.deepEqual(
      knowing.filter((file) => file !== 'src/extension.ts' && !file.startsWith('src/ui/')),
      [],
    );
  });

  it('bring the App into nothing but the extension', () => {
    assert.deepEqual(
      files.filter((file) => ownImports.get(file)?.has('src/ui/app.ts')),
      ['src/extension.ts'],
    );
  });
});
