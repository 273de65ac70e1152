namespace Arena.Mqtt;

/// <summary>Something wrong in <see cref="MqttLinkOptions"/>.</summary>
/// <param name="Name">The option's name, as in code and configuration.</param>
/// <param name="What">What is wrong with it.</param>
/// <param name="Fix">What to write instead.</param>
public sealed record MqttOptionFault(string Name, string What, string Fix)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name} {What}: {Fix}.";
}
