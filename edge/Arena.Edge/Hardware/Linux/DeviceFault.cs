using Arena.Edge.Hardware.Linux.Calls;

namespace Arena.Edge.Hardware.Linux;

/// <summary>What a device that can't be opened is told as: the device, the reason, and what to do.</summary>
internal static class DeviceFault
{
    /// <param name="path">The device.</param>
    /// <param name="group">Who may open it on Raspberry Pi OS: <c>gpio</c>, <c>i2c</c>, <c>dialout</c>.</param>
    /// <param name="error">−errno of open(2).</param>
    public static HardwareFault NotOpened(string path, string group, int error) => -error is Errno.AccessDenied or Errno.NotPermitted
        ? new HardwareFault(
            $"{Environment.UserName} may not open {path}: it belongs to the group '{group}'. Run 'sudo usermod -aG {group} {Environment.UserName}', and start the worker again (a service: SupplementaryGroups={group}).")
        : new HardwareFault($"{path} can't be opened: {Errno.Describe(-error)}.");
}
