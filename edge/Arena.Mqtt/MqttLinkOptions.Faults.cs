using System.Globalization;

namespace Arena.Mqtt;

public sealed partial record MqttLinkOptions
{
    /// <summary>Every fault of these options at once; empty when a link can be made of them.</summary>
    public IReadOnlyList<MqttOptionFault> Faults()
    {
        var faults = new List<MqttOptionFault>();
        if (!MqttLinks.Has(Driver))
            faults.Add(new(nameof(Driver), $"is {Driver}, and this build has the core pack only", "build with -p:ArenaDrivers=full, or use Mqtt5"));
        CheckAddress(faults);
        CheckTimes(faults);
        CheckLimits(faults);
        CheckTls(faults);
        for (var i = 0; i < Subscriptions.Count; i++) CheckSubscription(faults, i, Subscriptions[i]);
        if (Will is { } will && MqttText.FaultOf(will) is { } willFault)
            faults.Add(new(nameof(Will), willFault, "give a topic without wildcards and texts that UTF-8 can carry"));
        if (Will is { Payload.Length: > ushort.MaxValue })
            faults.Add(new(nameof(Will), Is(Will.Value.Payload.Length) + " bytes long", "give a payload of at most 65,535 bytes"));
        return faults;
    }

    private void CheckAddress(List<MqttOptionFault> faults)
    {
        if (string.IsNullOrWhiteSpace(Host)) faults.Add(new(nameof(Host), "is empty", "give the broker's name or address"));
        if (Port is < 1 or > 65535) faults.Add(new(nameof(Port), Is(Port), "give 1–65535, usually 1883, or 8883 for TLS"));
        if (string.IsNullOrEmpty(ClientId) || ClientId.Length > 128 || MqttText.FaultOf(ClientId) is not null)
            faults.Add(new(nameof(ClientId), $"has {ClientId?.Length ?? 0} characters or an unfit one", "give 1–128 characters, unique on the broker"));
        if (UserName is not null && MqttText.FaultOf(UserName) is { } name) faults.Add(new(nameof(UserName), name, "give text that UTF-8 can carry"));
        if (Password is not null && MqttText.ByteCount(Password) is < 0 or > ushort.MaxValue)
            faults.Add(new(nameof(Password), "can't be sent", "give at most 65,535 bytes of UTF-8"));
        if (Password is not null && UserName is null)
            faults.Add(new(nameof(UserName), "is missing beside a password", "give the user name the password belongs to"));
    }

    private void CheckTimes(List<MqttOptionFault> faults)
    {
        Within(nameof(KeepAlive), KeepAlive, TimeSpan.FromSeconds(1), TimeSpan.FromHours(18));
        Within(nameof(SessionExpiry), SessionExpiry, TimeSpan.Zero, TimeSpan.FromSeconds(uint.MaxValue));
        Within(nameof(ReadPause), ReadPause, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Within(nameof(ReconnectDelay), ReconnectDelay, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1));
        Within(nameof(MaxReconnectDelay), MaxReconnectDelay, ReconnectDelay, TimeSpan.FromHours(24));
        Within(nameof(ConnectTimeout), ConnectTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10));

        void Within(string name, TimeSpan value, TimeSpan least, TimeSpan most)
        {
            if (value < least || value > most)
                faults.Add(new(name, $"is {value.ToString("c", CultureInfo.InvariantCulture)}", $"give {least:c} to {most:c}"));
        }
    }

    private void CheckLimits(List<MqttOptionFault> faults)
    {
        if (ReceiveMaximum == 0) faults.Add(new(nameof(ReceiveMaximum), Is(0), "give 1–65535"));
        if (MaxInFlight == 0) faults.Add(new(nameof(MaxInFlight), Is(0), "give 1–65535"));
        if (MaximumPacketBytes is < 1024 or > 256 << 20)
            faults.Add(new(nameof(MaximumPacketBytes), Is(MaximumPacketBytes), "give 1,024 (1 KiB) to 268,435,456 (256 MiB)"));
        if (MaxBufferedBytes is < 1024 or > 1L << 40)
            faults.Add(new(nameof(MaxBufferedBytes), Is(MaxBufferedBytes), "give 1,024 (1 KiB) or more"));
    }

    private void CheckTls(List<MqttOptionFault> faults)
    {
        if (Tls is null) return;
        if (Tls.Authorities is { Count: 0 })
            faults.Add(new($"{nameof(Tls)}.{nameof(Tls.Authorities)}", "is empty, so no broker could be trusted", "give the authority's certificate, or none for the machine's own"));
        if (Tls.ClientCertificate is { HasPrivateKey: false })
            faults.Add(new($"{nameof(Tls)}.{nameof(Tls.ClientCertificate)}", "has no private key", "load the certificate together with its key"));
    }

    private static void CheckSubscription(List<MqttOptionFault> faults, int index, MqttSubscription subscription)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{nameof(Subscriptions)}[{index}]");
        if (MqttText.FaultOfFilter(subscription.Filter) is { } fault)
            faults.Add(new(name, $"'{subscription.Filter}' {fault}", "write levels between '/', '+' for one whole level, '#' only as the last, $share/group/filter to share"));
        if (!Enum.IsDefined(subscription.QoS)) faults.Add(new(name, $"asks for QoS {(byte)subscription.QoS}", "ask for 0 or 1"));
    }

    private static string Is(long value) => string.Create(CultureInfo.InvariantCulture, $"is {value}");
}
