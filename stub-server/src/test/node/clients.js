'use strict';
// The SDKs by one interface: call(action, parameters) gives the answer's body, with names as on the wire. What an SDK
// throws comes as { thrown: name, code, statusCode, requestId }.

const iot = require('@alicloud/iot20180120');
const { RPCClient } = require('@alicloud/pop-core');

const PATIENCE = 60_000; // in milliseconds; their own 3 seconds are short for a machine that is busy

function lowerFirst(name) {
  return name[0].toLowerCase() + name.slice(1);
}

function model(type, parameters) {
  const names = Object.fromEntries(Object.entries(type.names()).map(([field, name]) => [name, field]));
  return new type(Object.fromEntries(Object.entries(parameters).map(([name, value]) => [names[name], value])));
}

function alicloud(endpoint, accessKeySecret, signatureAlgorithm) {
  const client = new iot.default({
    accessKeyId: 'testid', accessKeySecret, endpoint, protocol: 'HTTP', regionId: 'cn-shanghai', signatureAlgorithm,
    connectTimeout: PATIENCE, readTimeout: PATIENCE,
  });
  return async (action, parameters) => {
    try {
      const request = model(iot[`${action}Request`], parameters);
      return (await client[lowerFirst(action)](request)).body.toMap();
    } catch (e) {
      return { thrown: e.name, code: e.code, statusCode: e.data?.statusCode, requestId: e.data?.RequestId };
    }
  };
}

function popCore(endpoint, accessKeySecret, method) {
  const client = new RPCClient({
    accessKeyId: 'testid', accessKeySecret, endpoint: `http://${endpoint}`, apiVersion: '2018-01-20',
  });
  return async (action, parameters) => {
    try {
      return await client.request(action, parameters, { method, timeout: PATIENCE });
    } catch (e) {
      return {
        thrown: e.name, code: e.code, statusCode: e.entry?.response.statusCode, requestId: e.data?.RequestId,
      };
    }
  };
}

const CLIENTS = {
  'iot20180120 ACS3': (endpoint, secret) => alicloud(endpoint, secret, undefined),
  'iot20180120 V1': (endpoint, secret) => alicloud(endpoint, secret, 'v2'),
  'pop-core GET': (endpoint, secret) => popCore(endpoint, secret, 'GET'),
  'pop-core POST': (endpoint, secret) => popCore(endpoint, secret, 'POST'),
};

exports.iotClient = (name, endpoint, secret) => CLIENTS[name](endpoint, secret);
