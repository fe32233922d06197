// Loaded into the Playground's Node: it answers on this machine only, and ends when Steward ends.
// By itself it listens on every network card, where anyone could speak as the council's people.
const net = require('node:net')

const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (port, ...rest) {
  const onLoopback = typeof port === 'number' && typeof rest[0] !== 'string'
  return onLoopback ? listen.call(this, port, '127.0.0.1', ...rest) : listen.call(this, port, ...rest)
}

// Steward holds the other end of standard input. It closes however Steward ends, even by a kill.
process.stdin.on('end', () => process.exit(0)).on('error', () => process.exit(0)).resume()
