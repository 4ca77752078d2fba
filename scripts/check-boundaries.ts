import { globSync } from "node:fs";
import { repositoryRoot } from "./paths.ts";
import { checkCircles } from "./structure/check-circles.ts";
import { checkFiles } from "./structure/check-files.ts";
import { checkImports } from "./structure/check-imports.ts";
import { checkWords } from "./structure/check-words.ts";
import { readImports } from "./structure/read-imports.ts";

// Who may import whom, the shapes of files, and that customers' words stand in the catalogues. Prints every breach with the place where the code belongs.
process.chdir(repositoryRoot);
const generated = /(^|\/)(node_modules|dist|\.[a-z]+)(\/|$)|next-env\.d\.ts$/;
const files = globSync("{apps,packages,scripts,test}/**/*.{ts,tsx,mts}", {
  exclude: (path) => generated.test(path),
}).filter((path) => !generated.test(path));

const imports = files.flatMap(readImports);
const breaches = [
  ...checkFiles(files),
  ...checkImports(imports),
  ...checkCircles(imports),
  ...checkWords(files),
];
for (const breach of breaches) console.error(`✗ ${breach}`);
console.log(`${files.length} files, ${breaches.length} breaches of the house's order`);
process.exitCode = breaches.length === 0 ? 0 : 1;
