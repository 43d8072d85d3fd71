// node typst.js FOLDER IN.typ OUT.pdf: Typst's PDF/UA-1 export, by the compiler that npm installed in FOLDER.
const fs = require('fs');
const path = require('path');

const [folder, source, output] = process.argv.slice(2).map((name) => path.resolve(name));
const { NodeCompiler } = require(path.join(folder, 'node_modules/@myriaddreamin/typst-ts-node-compiler'));
const compiler = NodeCompiler.create({
  workspace: path.dirname(source),
  fontArgs: [{ fontPaths: ['/usr/share/fonts/truetype'] }],
});
fs.writeFileSync(output, compiler.pdf({ mainFilePath: source }, { pdfStandard: 'ua-1' }));
