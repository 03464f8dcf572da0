'use strict';
// The life of a package: node firmware.js CLIENT HOST:PORT FILE. Prints each step's answer, as one JSON object.

const { readFileSync } = require('node:fs');
const { iotClient } = require('./clients');

const FILE = readFileSync(process.argv[4]);

async function upload(ticket) {
  const form = new FormData();
  for (const field of ['Key', 'Policy', 'OSSAccessKeyId', 'Signature']) {
    form.append(field, ticket[field]);
  }
  form.append('success_action_status', '200');
  form.append('file', new Blob([FILE]), '固件 1.bin');
  return (await fetch(`${ticket.Host}/`, { method: 'POST', body: form })).status;
}

async function download(url, from, to) {
  const headers = from === undefined ? {} : { Range: `bytes=${from}-${to}` };
  const answer = await fetch(url, { headers });
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, same: bytes.equals(FILE.subarray(from ?? 0, to === undefined ? undefined : to + 1)) };
}

async function life(name, endpoint) {
  const call = iotClient(name, endpoint, 'testsecret');
  const steps = {};
  steps.ticket = await call('GenerateOTAUploadURL', { FileSuffix: 'bin' });
  steps.upload = await upload(steps.ticket.Data);
  steps.created = await call('CreateOTAFirmware', {
    FirmwareName: '固件(1)', DestVersion: '1.0.0', FirmwareUrl: steps.ticket.Data.FirmwareUrl,
    FirmwareDesc: 'spaces + plus / ~*\'()&=%2F "',
  });
  const FirmwareId = steps.created.Data?.FirmwareId;
  steps.queried = await call('QueryOTAFirmware', { FirmwareId });
  const url = steps.queried.FirmwareInfo?.FirmwareUrl;
  steps.downloaded = await download(url);
  steps.resumed = await download(url, 100_000, 300_000);
  steps.listed = await call('ListOTAFirmware', { CurrentPage: 1, PageSize: 10 });
  steps.deleted = await call('DeleteOTAFirmware', { FirmwareId });
  steps.gone = await call('QueryOTAFirmware', { FirmwareId });
  steps.wrongSuffix = await call('GenerateOTAUploadURL', { FileSuffix: 'exe' });
  steps.wrongSecret = await iotClient(name, endpoint, 'wrong')('GenerateOTAUploadURL', {});
  return steps;
}

life(process.argv[2], process.argv[3]).then((steps) => console.log(JSON.stringify(steps)));
