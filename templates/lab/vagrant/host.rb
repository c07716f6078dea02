# frozen_string_literal: true

require 'ipaddr'
require 'rubygems/package'
require 'stringio'

# What the Vagrantfile asks of the machine that it is read on.
module Host
  # Told by Vagrant like its own errors, without a trace of calls.
  class NoImage < Vagrant::Errors::VagrantError
    error_message('The image for Docker could not be built; the reason stands above. Without it: docker compose up -d --wait')
  end

  BUILDING = Mutex.new unless const_defined?(:BUILDING)

  module_function

  # A provider's block runs once for its settings whichever provider is in use, and again with an override that counts
  # if it is.
  def in_use?(override)
    !override.is_a?(Vagrant::Config::V2::DummyConfig)
  end

  # Scripts, configuration and keys as one archive in printable characters, without the files of the names in `without`.
  # One upload takes two SSH round trips, and so would each of the files.
  def archive(directory, without:)
    archive = StringIO.new(String.new)
    Gem::Package::TarWriter.new(archive) do |tar|
      Dir.glob(%w[{provision,config}/**/* keys/*], base: directory).sort.each do |path|
        file = File.join(directory, path)
        next if File.directory?(file) || without.include?(File.basename(path, '.pub'))

        content = File.binread(file)
        tar.add_file_simple(path, 0o600, content.bytesize) { |entry| entry.write(content) }
      end
    end
    [archive.string].pack('m')
  end

  # Whether VirtualBox gives its host-only networks addresses of this range. From 6.1.28 on, on Linux, and on macOS
  # before 7, it takes only what /etc/vbox/networks.conf allows.
  def host_only?(network)
    return true unless RUBY_PLATFORM.match?(/linux|darwin/)

    version = Gem::Version.new(virtualbox_version)
    return true if version < Gem::Version.new('6.1.28')
    return true if RUBY_PLATFORM.include?('darwin') && version >= Gem::Version.new('7')

    wanted = IPAddr.new(network).to_range
    allowed_ranges.any? { |range| range.ipv4? && range.include?(wanted.first) && range.include?(wanted.last) }
  end

  def allowed_ranges
    conf = '/etc/vbox/networks.conf'
    return [IPAddr.new('192.168.56.0/21')] unless File.readable?(conf)

    lines = File.readlines(conf).map(&:strip).select { |line| line.start_with?('*') }
    lines.flat_map { |line| line.delete('*').split }.map { |range| IPAddr.new(range) }
  end

  # 0 where there is no VBoxManage: no VirtualBox, or that of the Windows around this Linux, which has no such limit.
  def virtualbox_version
    @virtualbox_version ||= `VBoxManage --version`[/\d+\.\d+\.\d+/] || '0'
  rescue Errno::ENOENT
    @virtualbox_version = '0'
  end

  # Vagrant itself may run there as an Intel program, so its own idea of the processor does not tell.
  def apple_silicon?
    return false unless RUBY_PLATFORM.include?('darwin')

    @apple_silicon ||= `sysctl -n hw.optional.arm64 2>/dev/null`.strip
    @apple_silicon == '1'
  end

  # The sshd of CentOS 7.3 takes RSA keys with SHA-1 alone, and this machine's ssh, from 8.8 on, gives them only if it is told
  # to. Vagrant tells it from 2.3.7 on, and from 2.4.1 on makes keys of the other kind if asked.
  def reach_old_servers(ssh)
    ssh.key_type = :ed25519 if ssh.respond_to?(:key_type=)
    return if Gem::Version.new(Vagrant::VERSION) >= Gem::Version.new('2.3.7')

    # Older versions of ssh know no such option and need none.
    ssh.extra_args = %w[-o IgnoreUnknown=PubkeyAcceptedKeyTypes -o PubkeyAcceptedKeyTypes=+ssh-rsa]
  end

  # Stops `vagrant up` with a reason before anything is downloaded or started.
  def refuse(config, reason)
    config.trigger.before(:up, :reload) do |trigger|
      trigger.warn = reason
      trigger.abort = true
    end
  end

  # Whether Vagrant has that box for the provider already.
  def box?(name, version, provider)
    home = ENV.fetch('VAGRANT_HOME') { File.join(Dir.home, '.vagrant.d') }
    File.directory?(File.join(home, 'boxes', name.gsub('/', '-VAGRANTSLASH-'), version.to_s, provider))
  end

  # Before the first of the machines is made, builds the image that they start from.
  def build_first(config, image, directory, platform)
    config.trigger.before(:up) do |trigger|
      trigger.info = "Machines start from #{image}, which is built first where it is not there"
      trigger.ruby { |_, machine| BUILDING.synchronize { build(image, directory, platform) unless machine.id } }
    end
  end

  def build(image, directory, platform)
    return if @built

    key = File.read(Vagrant.source_root.join('keys', 'vagrant.pub')).strip
    options = ['--quiet', '--tag', image, '--file', 'vagrant/Dockerfile', '--build-arg', "KEY=#{key}"]
    options.push('--platform', platform) if platform
    @built = system({ 'DOCKER_BUILDKIT' => '1' }, 'docker', 'build', *options, '.', chdir: directory, out: File::NULL)
    raise NoImage unless @built
  end

  # Vagrant reads the Vagrantfile several times in one command, and in every command.
  def tell_at_start(line)
    return if @told || (ARGV & %w[up reload]).empty?

    @told = true
    warn line
  end
end
