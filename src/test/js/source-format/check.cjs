'use strict';
// Judges a Salesforce DX project: node check.cjs <project folder> <folder for the converted files>
// Every file has to belong to a component, every element has to be one that the Metadata API knows (@salesforce/types is
// generated from its WSDL), and all of it has to convert to metadata format. Prints one JSON object.

const fs = require('node:fs');
const path = require('node:path');
const { SfProject } = require('@salesforce/core');
const { ComponentSet, MetadataConverter } = require('@salesforce/source-deploy-retrieve');
const { MetadataTypes } = require('./metadata-types.cjs');

const problems = [];

async function judge(folder, output) {
  const project = await SfProject.resolve(folder);
  const sources = project.getPackageDirectories().map((directory) => directory.fullPath);
  const set = ComponentSet.fromSource(sources);
  set.sourceApiVersion = (await project.resolveProjectConfig()).sourceApiVersion;
  const components = set.getSourceComponents().toArray().filter((component) => component.xml);
  strangers(sources.flatMap(filesBelow), components);
  await elements(components);
  return { components: components.map(name).sort(), converted: await convert(set, output) };
}

function strangers(files, components) {
  const known = new Set(components.map((component) => component.xml));
  files
    .filter((file) => !known.has(file))
    .forEach((file) => problems.push(`${path.basename(file)}: belongs to no component`));
}

async function elements(components) {
  const types = new MetadataTypes();
  for (const component of components) {
    const told = (problem) => problems.push(`${path.basename(component.xml)}: ${problem}`);
    try {
      types.check(component.type.name, await component.parseXml(), told);
      sameName(component, told);
    } catch (broken) {
      told(broken.message);
    }
  }
}

function sameName(component, told) {
  const said = component.parseXmlSync()[component.type.name].fullName;
  if (said !== undefined && said !== component.name) {
    told(`its fullName is ${said}`);
  }
}

async function convert(set, output) {
  try {
    const target = { type: 'directory', outputDirectory: output, genUniqueDir: false };
    const { packagePath } = await new MetadataConverter().convert(set, 'metadata', target);
    return filesBelow(packagePath).map((file) => path.relative(packagePath, file)).sort();
  } catch (broken) {
    problems.push(`conversion: ${broken.message}`);
    return [];
  }
}

function name(component) {
  return `${component.type.name} ${component.fullName}`;
}

function filesBelow(folder) {
  return fs
    .readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
}

judge(path.resolve(process.argv[2]), path.resolve(process.argv[3])).then(
  (verdict) => console.log(JSON.stringify({ ...verdict, problems })),
  (broken) => console.log(JSON.stringify({ components: [], converted: [], problems: [...problems, broken.message] })),
);
