'use strict';
// Compares parsed XML with the types of the Metadata API, which @salesforce/types has as TypeScript declarations.

const ts = require('typescript');

class MetadataTypes {
  constructor() {
    const file = require.resolve('@salesforce/types/metadata').replace(/\.js$/, '.d.ts');
    this.program = ts.createProgram([file], { strict: true, noLib: true });
    this.checker = this.program.getTypeChecker();
    const module = this.checker.getSymbolAtLocation(this.program.getSourceFile(file));
    this.types = new Map(
      this.checker.getExportsOfModule(module).map((symbol) => [symbol.name, this.checker.getDeclaredTypeOfSymbol(symbol)]),
    );
  }

  /** Tells what is wrong with a parsed file whose root element is the name of a metadata type. */
  check(type, parsed, told) {
    const roots = Object.keys(parsed).filter((key) => !key.startsWith('?'));
    if (roots.length !== 1 || roots[0] !== type || !this.types.has(type)) {
      told(`the root element is ${roots.join()}, not ${type}`);
    } else {
      this.object(this.types.get(type), parsed[type], type, told);
    }
  }

  object(type, value, where, told) {
    const properties = new Map(type.getProperties().map((symbol) => [symbol.name, symbol]));
    for (const [key, child] of Object.entries(value).filter(([name]) => !name.startsWith('@_'))) {
      if (properties.has(key)) {
        this.element(properties.get(key), child, `${where}.${key}`, told);
      } else {
        told(`${where} has no element ${key}`);
      }
    }
    this.missing(properties, value, where, told);
  }

  missing(properties, value, where, told) {
    for (const [key, symbol] of properties) {
      const isNeeded = !(symbol.flags & ts.SymbolFlags.Optional) && !itemOf(symbol);
      if (isNeeded && value[key] === undefined) {
        told(`${where} lacks the element ${key}`);
      }
    }
  }

  element(symbol, child, where, told) {
    const item = itemOf(symbol);
    if (item) {
      const type = this.checker.getTypeFromTypeNode(item);
      [child].flat().forEach((each) => this.value(type, each, where, told));
    } else if (Array.isArray(child)) {
      told(`${where} stands there ${child.length} times`);
    } else {
      this.value(this.checker.getNonNullableType(this.checker.getTypeOfSymbol(symbol)), child, where, told);
    }
  }

  value(type, value, where, told) {
    if (type.isUnion() && type.types.every((word) => word.isStringLiteral())) {
      const words = type.types.map((word) => word.value);
      words.includes(value) || told(`${where}: '${value}' is no word of the Metadata API`);
    } else if (type.flags & ts.TypeFlags.BooleanLike) {
      /^(true|false)$/.test(value) || told(`${where}: '${value}' is neither true nor false`);
    } else if (type.flags & ts.TypeFlags.NumberLike) {
      /^-?\d+(\.\d+)?$/.test(value) || told(`${where}: '${value}' is no number`);
    } else if (type.flags & ts.TypeFlags.StringLike) {
      typeof value === 'string' || told(`${where} holds elements instead of text`);
    } else {
      typeof value === 'object' ? this.object(type, value, where, told) : told(`${where} holds text instead of elements`);
    }
  }
}

/** The type of one element when a property may stand there several times. */
function itemOf(symbol) {
  const declared = symbol.valueDeclaration.type;
  return ts.isArrayTypeNode(declared) ? declared.elementType : undefined;
}

module.exports = { MetadataTypes };
