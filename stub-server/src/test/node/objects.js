'use strict';
// Objects by ali-oss: node objects.js HOST PORT PATH-STYLE V4 BUCKET FILE. Prints each step's outcome, as one JSON object.

const { readFileSync } = require('node:fs');
const OSS = require('ali-oss');

const [host, port, pathStyle, v4, bucket, file] = process.argv.slice(2);
const FILE = readFileSync(file);
const KEY = 'folder/固件 +&%.bin';

function client(accessKeySecret, bucketName = bucket) {
  return new OSS({
    accessKeyId: 'testid', accessKeySecret, bucket: bucketName, region: 'oss-cn-shanghai',
    endpoint: `http://${host}:${port}`, sldEnable: pathStyle === 'true', authorizationV4: v4 === 'true',
    timeout: 60_000,
  });
}

async function refusal(call) {
  try {
    await call();
    return 'none';
  } catch (e) {
    return `${e.status} ${e.code}`;
  }
}

async function fetched(url) {
  const answer = await fetch(url);
  return answer.status === 200 && Buffer.from(await answer.arrayBuffer()).equals(FILE);
}

// By a form that ali-oss signed, as a page of the customer's own would send it.
async function posted(oss) {
  const policy = {
    expiration: new Date(Date.now() + 60_000).toISOString(),
    conditions: [{ bucket }, ['starts-with', '$key', 'posted'], ['content-length-range', 0, 1_000_000]],
  };
  const signed = oss.calculatePostSignature(policy);
  const form = new FormData();
  form.append('key', 'posted.bin');
  for (const field of ['OSSAccessKeyId', 'Signature', 'policy']) {
    form.append(field, signed[field]);
  }
  form.append('file', new Blob([FILE]), 'a.bin');
  return (await fetch(`http://${host}:${port}/${bucket}`, { method: 'POST', body: form })).status;
}

async function life() {
  const oss = client('testsecret');
  const steps = {};
  steps.put = (await oss.put(KEY, FILE)).res.headers.etag;
  steps.got = (await oss.get(KEY)).content.equals(FILE);
  const range = { headers: { Range: 'bytes=1000-250000' } };
  steps.gotRange = (await oss.get(KEY, undefined, range)).content.equals(FILE.subarray(1000, 250_001));
  steps.size = (await oss.head(KEY)).res.headers['content-length'];
  await oss.put('folder/2', Buffer.from('2'));
  await oss.put('z', Buffer.from('z'));
  steps.list = (await oss.list({ prefix: 'folder/', 'max-keys': 10 })).objects.map((object) => object.name);
  const firstPage = await oss.listV2({ 'max-keys': 2 });
  const nextPage = await oss.listV2({ 'max-keys': 2, 'continuation-token': firstPage.nextContinuationToken });
  steps.listV2 = [...firstPage.objects, ...nextPage.objects].map((object) => object.name);
  steps.folders = (await oss.listV2({ delimiter: '/' })).prefixes;
  steps.posted = await posted(oss);
  steps.postedSize = (await oss.head('posted.bin')).res.headers['content-length'];
  if (pathStyle === 'true') { // on an IP address ali-oss makes none, or one that names no bucket
    steps.signedV1 = await fetched(oss.signatureUrl(KEY, { expires: 60 }));
    steps.signedV4 = await fetched(await oss.signatureUrlV4('GET', 60, {}, KEY));
  }
  await oss.delete(KEY);
  steps.gone = await refusal(() => oss.get(KEY));
  steps.wrongSecret = await refusal(() => client('wrong').get('z'));
  steps.othersBucket = await refusal(() => client('testsecret', 'iotx-ota').put('ota/a.bin', FILE));
  return steps;
}

life().then((steps) => console.log(JSON.stringify(steps)));
