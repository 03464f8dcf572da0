'use strict';
// The SDKs by one interface: call(action, parameters).

const iot = require('@alicloud/iot20180120');
const { RPCClient } = require('@alicloud/pop-core');

const KEY = { accessKeyId: 'testid', accessKeySecret: 'testsecret' };
const PATIENCE = 60_000; // in milliseconds; their own 3 seconds are short for a machine that is busy

// ACS3.
exports.iot20180120 = (host) => {
  const client = new iot.default({
    ...KEY, endpoint: host, protocol: 'HTTP', connectTimeout: PATIENCE, readTimeout: PATIENCE,
  });
  return (action, parameters) => {
    const names = Object.entries(iot[`${action}Request`].names());
    const request = Object.fromEntries(names.map(([field, name]) => [field, parameters[name]]));
    return client[action[0].toLowerCase() + action.slice(1)](new iot[`${action}Request`](request));
  };
};

// V1, by GET or POST.
exports.popCore = (method) => (host) => {
  const client = new RPCClient({ ...KEY, endpoint: `http://${host}`, apiVersion: '2018-01-20' });
  return (action, parameters) => client.request(action, parameters, { method, timeout: PATIENCE });
};
