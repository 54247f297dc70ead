# A proxy that loses answers: ruby lossy.rb PORT UPSTREAM_PORT FLAG. While the file FLAG is there, the next request to create an
# issue is carried out and its answer thrown away; then the file is removed.
require 'socket'

port, upstream, flag = ARGV[0].to_i, ARGV[1].to_i, ARGV[2]
server = TCPServer.new('127.0.0.1', port)
loop do
  Thread.new(server.accept) do |client|
    head = +''
    head << client.readpartial(1) until head.end_with?("\r\n\r\n")
    length = head[/^content-length:\s*(\d+)/i, 1].to_i
    body = length.zero? ? '' : client.read(length)
    lose = head.start_with?('POST /issues.json') && File.exist?(flag)
    File.delete(flag) if lose
    redmine = TCPSocket.new('127.0.0.1', upstream)
    redmine.write(head.gsub(/^connection:.*\r\n/i, '').sub("\r\n\r\n", "\r\nConnection: close\r\n\r\n"), body)
    answer = redmine.read
    redmine.close
    client.write(answer) unless lose
  rescue SystemCallError, EOFError
    nil # The other side has gone; that is what this is for.
  ensure
    client.close
  end
end
