// Loaded into the Playground's Node: it answers on this machine only, and ends when Steward ends.
// By itself it listens on every network card, where anyone could speak as the council's people.
const fs = require('node:fs')
const http = require('node:http')
const net = require('node:net')
const path = require('node:path')

const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (port, ...rest) {
  const onLoopback = typeof port === 'number' && typeof rest[0] !== 'string'
  return onLoopback ? listen.call(this, port, '127.0.0.1', ...rest) : listen.call(this, port, ...rest)
}

// Its page opens with a log of activities beside the chat. The page is sent with a script that
// presses the page's own button for it, once. Should there be no such button, the log stays.
const CLOSES_LOG = `<script>
const waiting = setInterval(() => {
  const button = document.querySelector('[aria-label="Toggle Log Panel"], [title="Toggle Log Panel"]')
  if (!button) return
  clearInterval(waiting)
  if (window.innerWidth > 600) button.click()
}, 50)
setTimeout(() => clearInterval(waiting), 20000)
</script>`
const index = path.join(path.dirname(process.argv[1] || ''), 'dist', 'client', 'index.html')
const emit = http.Server.prototype.emit
http.Server.prototype.emit = function (event, request, response, ...rest) {
  const isPage = event === 'request' && request.method === 'GET' && request.url.split('?')[0] === '/'
  if (!isPage || !fs.existsSync(index)) return emit.call(this, event, request, response, ...rest)
  const page = fs.readFileSync(index, 'utf8').replace('</body>', CLOSES_LOG + '</body>')
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' })
  response.end(page)
  return true
}

// Steward holds the other end of standard input. It closes however Steward ends, even by a kill.
process.stdin.on('end', () => process.exit(0)).on('error', () => process.exit(0)).resume()
