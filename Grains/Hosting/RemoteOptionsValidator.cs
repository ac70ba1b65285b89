using System.ComponentModel.DataAnnotations;
using Lamella.Contracts.Errors;
using Lamella.Engine.Sources;
using Microsoft.Extensions.Options;

namespace Lamella.Grains.Hosting;

/// <summary>Refuses remote options that no request could be made with.</summary>
internal sealed class RemoteOptionsValidator : IValidateOptions<RemoteOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, RemoteOptions options)
    {
        List<ValidationResult> found = [];
        Validator.TryValidateObject(options.Http, new ValidationContext(options.Http), found, validateAllProperties: true);
        Validator.TryValidateObject(options.S3, new ValidationContext(options.S3), found, validateAllProperties: true);
        List<string> failures = [.. found.Select(static result => $"{RemoteOptions.SectionName}: {result.ErrorMessage}")];
        try
        {
            _ = options.CreatePolicy();
        }
        catch (LamellaException exception)
        {
            failures.Add($"{RemoteOptions.SectionName}:{nameof(RemoteOptions.Allow)}: {exception.Message}");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
